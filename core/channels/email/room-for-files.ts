import { mostAttachedBytes } from './rules/attachments.ts';

/** Waits until there is room for so many letters of base64, and answers how to give it back. */
export type TakeRoom = (letters: number) => Promise<() => void>;

/** One e-mail with the largest files that there may be, or some with smaller ones. */
const mostAtOnce = Math.ceil(mostAttachedBytes / 3) * 4;

/**
 * Makes what has e-mails with large files sent one after the other: written and signed, one takes seven times its files, and ten of a batch together more than
 * a function has. What has the room longest gives it back first, and whoever finds none waits.
 */
export function roomForFiles(most = mostAtOnce): TakeRoom {
  let taken = 0;
  let waiting: (() => void)[] = [];
  return async (letters) => {
    while (taken > 0 && taken + letters > most) await new Promise<void>((go) => waiting.push(go));
    taken += letters;
    return () => {
      taken -= letters;
      const all = waiting;
      waiting = [];
      for (const go of all) go();
    };
  };
}
