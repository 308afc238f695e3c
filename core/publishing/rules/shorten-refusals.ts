import type { Refusal } from '../../../contract/publishing/publish.ts';
import { placeOfRecipient } from './own-data.ts';

/** The most that refusals, and channels that are left out, may weigh as they are: the answer to a publish is remembered in an item of 400 KB, beside a thousand ids. */
export const mostBytes = 100_000;
const mostDetail = 120;

/** Keeps refusals as they are. Of very many it keeps the first of each recipient, in short: the pointer says who it is. */
export function shortenRefusals(refused: readonly Refusal[]): Refusal[] {
  if (JSON.stringify(refused).length <= mostBytes) return [...refused];
  const firsts = new Map([...refused].reverse().map((refusal) => [placeOfRecipient(refusal.pointer), refusal]));
  return [...firsts.values()].reverse().map(({ pointer, code, detail }) => {
    return { pointer: placeOfRecipient(pointer), code, detail: detail.slice(0, mostDetail) };
  });
}
