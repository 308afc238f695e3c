import type { Channel } from '../../contract/values.ts';
import type { Form } from '../../core/workflows/rules/copy.ts';

/** What is wrong with one field of what a workflow says on a channel, in a language and a variant. */
export type FieldFault = { channel: Channel; form: Form; field: string; reason: string };
