import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import type { OwnMessage } from '../../../contract/publishing/queue-messages.ts';
import { describeEachStore } from '../../adapters/each-store.ts';
import { breakACall } from '../../break-a-call.ts';
import {
  aComment,
  type BatchWorld,
  batchOf,
  batchWorld,
  commentWorkflow,
  deliver,
  emailsOf,
  idOf,
  leftOf,
  statesOf,
  titlesOf,
  work,
} from './batch-world.ts';

/** The world with ports of which one call breaks. */
function breaking(here: BatchWorld, nth: number, when: 'before' | 'after'): { broken: BatchWorld; calls: () => number } {
  const { users, ledger, batches, ingest, email } = here;
  const { broken, calls } = breakACall({ users, ledger, batches, ingest, email }, nth, when);
  return { broken: { ...here, ...broken }, calls };
}

/** Works as SQS has it worked: what failed comes back later, what was done is gone, and a release comes at its time. */
async function untilQuiet(here: BatchWorld, broken: BatchWorld, ingests: OwnMessage[]): Promise<OwnMessage[]> {
  const emails: DeliverMessage[] = [];
  const isDue = (message: OwnMessage) => message.type !== 'release' || new Date(message.dueAt) <= here.now();
  for (;;) {
    ingests.push(...here.ingest.drain());
    emails.push(...here.email.drain());
    const message = ingests.find(isDue);
    const email = emails.shift();
    if (message === undefined && email === undefined) return ingests;
    if (message !== undefined) {
      ingests.splice(ingests.indexOf(message), 1);
      await work(broken, message).catch(() => ingests.push(message));
    }
    if (email !== undefined) await deliver(broken, email).catch(() => emails.push(email));
    here.pass(1);
  }
}

describeEachStore('a batch that is interrupted', (open, kind) => {
  const stride = kind === 'memory' ? 1 : 5; // each step in memory; on DynamoDB, where each needs a table, one of five

  test.each([
    ['before', 'its window ends', 100],
    ['after', 'its window ends', 100],
    ['before', 'it is full', 3],
    ['after', 'it is full', 3],
  ] as const)(
    '%s any step goes on where it was when %s: one e-mail, and nothing is left',
    async (when, _ends, maxItems) => {
      let steps = 1;
      const doubtful: number[] = [];
      for (let nth = 1; nth <= steps; nth += stride) {
        const batch = { by: 'post', windowMinutes: 10, maxItems, opens: 'quiet' } as const;
        const here = await batchWorld(await open(), commentWorkflow({ batch }));
        const { broken, calls } = breaking(here, nth, when);
        const runs = ['Ann', 'Bob', 'Cid'].map((name) => aComment(here, name));

        const waiting = await untilQuiet(here, broken, [...runs]);
        here.pass(600);
        await untilQuiet(here, broken, waiting);
        here.pass(130); // past a lease
        await untilQuiet(here, broken, [...runs]); // a queue may give them again
        steps = Math.max(steps, nth === 1 ? calls() : steps);

        const batches = new Set(await Promise.all(runs.map((run) => batchOf(here, idOf(run)))));
        const [id = ''] = batches;
        const told = await here.ledger.read(id);
        const email = told?.messages.find(({ channel }) => channel === 'email');
        if (email?.events.some(({ status }) => status === 'unknown')) doubtful.push(nth);
        const most = doubtful.includes(nth) ? 2 : 1; // an e-mail of which nobody knows whether it went is sent once more
        expect([nth, batches.size, (await titlesOf(here)).length]).toEqual([nth, 1, 1]);
        expect(emailsOf(here).length).toBeLessThanOrEqual(most);
        expect([nth, await statesOf(here, id)]).toEqual([nth, ['email sent', 'inbox delivered']]);
        expect(told?.notification.batch?.count).toBe(3);
        expect([nth, await leftOf(here)]).toEqual([nth, []]);
      }
      expect(steps).toBeGreaterThan(20);
      expect(doubtful.length).toBeLessThanOrEqual(1);
    },
    120_000,
  );
});
