import type { Key } from '../table/key.ts';

/** What became of the e-mails that were sent on a UTC day; `2026-11-23`. */
export function senderTallyKey(day: string): Key {
  return { pk: `C#sender#${day}`, sk: '-' };
}

/** The item which says since when the sender's bounces and complaints are counted. */
export const senderSinceKey: Key = { pk: 'C#sender#since', sk: '-' };
