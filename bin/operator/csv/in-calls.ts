import type { RowFault } from './work-off.ts';
import type { ReadRow } from './work-off-file.ts';

/** How large a call may be as JSON: below `maxPublishBytes`, with room for what is around its rows. */
const mostBytes = 240_000;

/**
 * Rows in calls, in their order, none of which has more rows than `most`, or is larger than the API takes; `besideThem` is what each call says too, and
 * `moreBytes` what is added to each row. A row that no call can hold is refused by its line.
 */
export function inCalls(
  rows: readonly ReadRow[],
  { most, besideThem = {}, moreBytes = 0 }: { most: number; besideThem?: unknown; moreBytes?: number },
): { calls: ReadRow[][]; tooLarge: RowFault[] } {
  const room = Math.max(0, mostBytes - bytesOf(besideThem));
  const calls: ReadRow[][] = [];
  const tooLarge: RowFault[] = [];
  let left = 0;
  for (const each of rows) {
    const bytes = bytesOf(each.row) + moreBytes + 1; // the comma
    if (bytes > room) {
      tooLarge.push({ line: each.line, field: '', detail: `has ${bytes} bytes as JSON; a row may have ${room}` });
      continue;
    }
    const last = calls.at(-1);
    const fits = last !== undefined && last.length < most && bytes <= left;
    if (fits) last.push(each);
    else calls.push([each]);
    left = (fits ? left : room) - bytes;
  }
  return { calls, tooLarge };
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
