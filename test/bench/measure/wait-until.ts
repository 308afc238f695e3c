import { setTimeout as sleep } from 'node:timers/promises';

const limitSeconds = 60;

/** Looks again and again until it is so; throws when it does not come to be within a minute. */
export async function waitUntil(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + limitSeconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`it did not come to this within ${limitSeconds} seconds: ${what}`);
    await sleep(20);
  }
}
