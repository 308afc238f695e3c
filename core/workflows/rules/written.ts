import type * as z from 'zod';
import { inWords } from '../../../contract/schema-words.ts';
import type { Channel } from '../../../contract/values.ts';

/**
 * What is wrong with a field of copy. `tooLong`: it is good but for its length, which costs its channel alone. `thrown` is the error
 * of the owner's function, which may hold data.
 */
export type CopyFault = { channel: Channel; field: string; detail: string; tooLong?: boolean; thrown?: unknown };

/** What was written; with faults beside it when it is what is left of something too long. */
export type Written<Value> = { value: Value } | { faults: CopyFault[] } | { value: Value; faults: CopyFault[] };

/** What the owner's function gives for a field of copy, as its schema has it, or what is wrong with it. */
export function write<Value>(
  { channel, field }: Pick<CopyFault, 'channel' | 'field'>,
  schema: z.ZodType<Value>,
  copyFunction: () => unknown,
): Written<Value> {
  let written: unknown;
  try {
    written = copyFunction();
  } catch (thrown) {
    return { faults: [{ channel, field, detail: 'threw an error on this data', thrown }] }; // what was thrown may hold data
  }
  const parsed = schema.safeParse(written, { error: inWords });
  if (parsed.success) return { value: parsed.data };

  const { issues } = parsed.error;
  return {
    faults: issues.map((issue) => ({
      channel,
      field: [field, ...issue.path].join('.'),
      detail: issue.message,
      ...(isTooLong(issue) && { tooLong: true }),
    })),
  };
}

/** What was written, in the shape in which it is kept. */
export function mapWritten<Value, Kept>(written: Written<Value>, keep: (value: Value) => Kept): Written<Kept> {
  return 'value' in written ? { ...written, value: keep(written.value) } : written;
}

function isTooLong({ code }: z.core.$ZodIssue): boolean {
  return code === 'too_big';
}
