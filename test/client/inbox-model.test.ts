import fc from 'fast-check';
import { createInbox } from '../../client/inbox.ts';
import { runs } from '../runs.ts';
import { aBrowser } from './a-browser.ts';
import { aServer, type Fate } from './a-server.ts';

const otherMarks = ['read', 'unread', 'archived', 'unsnoozed', { until: new Date('2040-01-01') }] as const;
const item = fc.nat({ max: 4 });
const fate = fc.constantFrom<Fate>('answered', 'fails', 'answer-lost', 'waits', 'answer-waits');
const step = fc.oneof(
  fc.record({
    does: fc.constantFrom('markRead', 'markUnread', 'archive', 'unarchive', 'snooze', 'unsnooze'),
    item,
    tab: fc.nat({ max: 1 }),
    fate,
  }),
  fc.record({
    does: fc.constantFrom('markAllRead', 'arrives', 'elsewhere', 'letGo', 'poll', 'hide', 'show'),
    item,
    tab: fc.nat({ max: 1 }),
    fate,
  }),
);

test('whatever is done in two tabs and elsewhere, and whatever becomes of the calls, both tabs end where the server is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const [server, browser] = [aServer(), aBrowser()];
      const ids = [await server.arrives(), await server.arrives(), await server.arrives()];
      const tabs = [browser.tab(), browser.tab()].map((tab) => ({
        ...tab,
        inbox: createInbox(server.client(), { environment: tab.environment, countCategories: true }),
      }));
      for (const { inbox } of tabs) inbox.start();
      await browser.flush();

      for (const { does, item: n, tab: at, fate: met } of steps) {
        const { inbox, happens } = tabs[at] ?? tabs[0] ?? never();
        const id = ids[n % ids.length] ?? never();
        server.next(met);
        switch (does) {
          case 'arrives':
            ids.push(await server.arrives());
            break;
          case 'elsewhere':
            await server.here.feed.mark('ada', id, otherMarks[n] ?? 'read');
            break;
          case 'letGo':
            server.letGo();
            break;
          case 'poll':
            await browser.pass(31);
            break;
          case 'hide':
            happens('hidden');
            break;
          case 'show':
            happens('visible');
            break;
          case 'markAllRead':
            void inbox.markAllRead();
            break;
          case 'snooze':
            void inbox.snooze(id, new Date(server.here.now().getTime() + 3_600_000));
            break;
          default:
            void inbox[does as 'markRead'](id);
        }
        await browser.pass(0.1);
      }

      server.next(); // from now on every call is answered
      for (const { happens } of tabs) happens('visible');
      for (let turns = 0; turns < 60; turns += 1) {
        server.letGo();
        await browser.pass(0.1);
      }
      await browser.pass(400); // beyond the longest wait

      const truth = await server.truth();
      for (const { inbox } of tabs) {
        expect(inbox.getState()).toMatchObject({ status: 'ready', items: truth?.data, counts: truth?.total_counts });
        expect(inbox.getState().categoryCounts).toEqual(truth?.category_counts);
      }
      for (const { inbox } of tabs) inbox.stop();
    }),
    { numRuns: runs(150) },
  );
});

function never(): never {
  throw new Error('there is always one');
}
