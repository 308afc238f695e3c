import type { Channel } from '../../contract/values.ts';

/** What is wrong with one field of what a workflow says on a channel in a language. */
export type FieldFault = { channel: Channel; language: string; field: string; reason: string };
