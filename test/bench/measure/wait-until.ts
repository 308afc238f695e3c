import { setTimeout as sleep } from 'node:timers/promises';

const limitSeconds = 600; // a topic of a thousand, on a busy machine

/** Looks again and again until it is so; throws when it does not come to be in ten minutes. */
export async function waitUntil(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + limitSeconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`it did not come to this within ${limitSeconds} seconds: ${what}`);
    await sleep(20);
  }
}
