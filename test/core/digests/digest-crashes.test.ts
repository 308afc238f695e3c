import { describeEachStore } from '../../adapters/each-store.ts';
import { breakACall } from '../../break-a-call.ts';
import { addReader, type DigestWorld, deliver, digestWorld, inboxOf, publish, runAt, work } from './digest-world.ts';

const isEmail = ({ channel }: { channel: string }) => channel === 'email';

/** The world with ports of which one call breaks. */
function breaking(here: DigestWorld, nth: number, when: 'before' | 'after'): { broken: DigestWorld; calls: () => number } {
  const { users, feed, ledger, digests, ingest, bulkEmail, suppressions } = here;
  const { broken, calls } = breakACall({ users, feed, ledger, digests, ingest, bulkEmail, suppressions }, nth, when);
  return { broken: { ...here, ...broken }, calls };
}

/** Works as SQS has it worked: what failed comes back later, and what was done is gone. */
async function untilQuiet(here: DigestWorld, broken: DigestWorld): Promise<void> {
  const ingests = here.ingest.drain();
  const emails = here.bulkEmail.drain();
  for (let left = ingests.length + emails.length; left > 0; left = ingests.length + emails.length) {
    const message = ingests.shift();
    if (message !== undefined) await work(broken, message).catch(() => ingests.push(message));
    const email = message === undefined ? emails.shift() : undefined;
    if (email !== undefined) await deliver(broken, email).catch(() => emails.push(email));
    here.pass(130); // past leases, and past the rest that doubt takes
    ingests.push(...here.ingest.drain());
    emails.push(...here.bulkEmail.drain());
  }
}

describeEachStore('a digest that is interrupted', (open, kind) => {
  const stride = kind === 'memory' ? 1 : 4; // each step in memory; on DynamoDB, where each needs a table, one of four

  test.each(['before', 'after'] as const)(
    '%s any step goes on where it was: one e-mail at most, and nothing is left',
    async (when) => {
      let steps = 1;
      const doubtful: number[] = [];
      for (let nth = 1; nth <= steps; nth += stride) {
        const here = digestWorld(await open());
        await addReader(here);
        for (const title of ['one', 'two', 'read']) await publish(here, title);
        await here.feed.mark('ada', (await inboxOf(here)).get('read')?.notificationId ?? '', 'read');
        await runAt(here, '2030-03-16T08:00:00Z');

        const { broken, calls } = breaking(here, nth, when);
        await untilQuiet(here, broken);
        steps = Math.max(steps, nth === 1 ? calls() : steps);

        const ids = [...(await inboxOf(here)).values()].map(({ notificationId }) => notificationId);
        const messages = await Promise.all(ids.map(async (id) => (await here.ledger.read(id))?.messages.find(isEmail)));
        const statuses = messages.map((message) => message?.status).sort();
        if (statuses.includes('unknown')) doubtful.push(nth);
        else expect([nth, statuses]).toEqual([nth, ['sent', 'sent', 'skipped']]);
        expect([nth, here.emailProvider.asked.length]).toEqual([
          nth,
          statuses.includes('unknown') ? here.emailProvider.asked.length : 1,
        ]);
        expect(here.emailProvider.asked.length).toBeLessThanOrEqual(1);
        expect([nth, await here.digests.closed({ userId: 'ada', frequency: 'daily', number: 1 })]).toEqual([nth, undefined]);
      }
      expect(steps).toBeGreaterThan(12);
      expect(doubtful.length).toBeLessThanOrEqual(1); // between noting the send and noting its answer: nobody can say
    },
    120_000,
  );
});
