import type { Channel } from '../../contract/values.ts';

/** What is wrong with one field of what a workflow says on a channel in a language. */
export type FieldFault = { channel: Channel; language: string; field: string; reason: string };

/** Whether a text shows nothing: white space and signs without a shape, such as a zero-width space. */
export function isBlank(text: string): boolean {
  return /^(?:[\s\p{Cf}]|\u034f)*$/u.test(text);
}
