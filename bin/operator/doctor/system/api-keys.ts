import type { Check } from '../check.ts';
import { notYet, ok } from '../check.ts';

/** Whether the app's server has a key to publish with. */
export const apiKeys: Check = {
  name: 'api-keys',
  why: 'Without a live key nothing can be published by HTTP.',
  async run({ table, stage, now }) {
    const keys = (await (await table()).apiKeys.list()).filter(({ revokedAt }) => revokedAt === undefined || revokedAt > now());
    const count = (kind: 'live' | 'test') => keys.filter((key) => key.kind === kind).length;
    const counted = `${count('live')} live, ${count('test')} test.`;
    if (count('live') > 0) return ok(counted);
    return notYet(`No live key: ${counted}`, `npm run bellhop -- keys create "my server" --stage ${stage}`);
  },
};
