import type { Increment } from '../../../core/statistics/rules/counts.ts';
import { aMessage, aNotification, anInboxItem, notificationId } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const day = '2030-03-15';
const farAway = new Date('2040-01-01T00:00:00.000Z');
const row = { day, workflow: 'greeting', category: 'general', channel: 'email', locale: 'en-GB' };

function adding(increments: Increment[], through: string) {
  return { increments, checkpoint: { through } };
}

describeEachStore('rows of statistics', (open) => {
  test('add up, and stand beside those of other days and other dimensions', async () => {
    const { statistics } = await open();
    const german = { ...row, locale: 'de' };
    const short = { ...row, experiment: 'words', variant: 'short' };
    const ofAcme = { ...row, tenant: 'acme' };
    const shortOfAcme = { ...short, tenant: 'acme' };

    await statistics.add('s1', adding([{ row, counts: { sent: 2, t17: 1, costMicroUsd: 200 } }], '1'), undefined);
    const next = adding(
      [
        { row, counts: { sent: 1, delivered: 1 } },
        { row: german, counts: { sent: 1 } },
        { row: short, counts: { sent: 5 } },
        { row: ofAcme, counts: { sent: 6 } },
        { row: shortOfAcme, counts: { sent: 7 } },
      ],
      '2',
    );
    await statistics.add('s1', next, { through: '1' });

    const rows = await statistics.rowsOf(day);
    expect(rows).toHaveLength(5);
    expect(rows).toContainEqual({ row, counts: { sent: 3, delivered: 1, t17: 1, costMicroUsd: 200 } });
    expect(rows).toContainEqual({ row: german, counts: { sent: 1 } });
    expect(rows).toContainEqual({ row: short, counts: { sent: 5 } });
    expect(rows).toContainEqual({ row: ofAcme, counts: { sent: 6 } });
    expect(rows).toContainEqual({ row: shortOfAcme, counts: { sent: 7 } });
    expect(await statistics.rowsOf('2030-03-16')).toEqual([]);
  });

  test('are not added to when the checkpoint is not where the caller saw it', async () => {
    const { statistics } = await open();
    const increments = [{ row, counts: { sent: 1 } }];
    await statistics.add('s1', { increments, checkpoint: { through: '1', row: 'a' } }, undefined);

    expect(await statistics.add('s1', adding(increments, '2'), undefined)).toBe(false);
    expect(await statistics.add('s1', adding(increments, '2'), { through: '1' })).toBe(false);
    expect(await statistics.add('s1', adding(increments, '2'), { through: '1', row: 'b' })).toBe(false);
    expect(await statistics.checkpoint('s1')).toMatchObject({ through: '1', row: 'a' });
    expect(await statistics.checkpoint('s2')).toBeUndefined();
    expect((await statistics.rowsOf(day))[0]?.counts).toEqual({ sent: 1 });
    expect(await statistics.add('s1', adding(increments, '2'), { through: '1', row: 'a' })).toBe(true);
  });

  test('take as many at once as a transaction has room for', async () => {
    const { statistics } = await open();
    const increments = Array.from({ length: 99 }, (_, n) => ({ row: { ...row, workflow: `w${n}` }, counts: { sent: 1 } }));

    expect(await statistics.add('s1', adding(increments, '1'), undefined)).toBe(true);
    expect(await statistics.rowsOf(day)).toHaveLength(99);
  });
});

describeEachStore('items that a mark of everything covers', (open) => {
  async function fill({ ledger }: StoreWorld, names: string[]): Promise<string[]> {
    for (const name of names) {
      const id = notificationId(name);
      await ledger.enter({
        notification: aNotification({ id }),
        messages: [aMessage({ notificationId: id, channel: 'inbox', status: 'delivered' })],
        inboxItem: anInboxItem({ notificationId: id }),
        expiresAt: farAway,
      });
    }
    return names.map((name) => notificationId(name));
  }

  test('are those that arrived between two versions, and stay the same however they are marked afterwards', async () => {
    const here = await open();
    const [, second = '', third = '', fourth = ''] = await fill(here, ['n1', 'n2', 'n3', 'n4', 'n5']);
    const versions = { above: 1, through: 4 };
    const idsOf = async () => (await here.coveredItems.arrived('ada', versions)).map(({ notificationId: id }) => id).sort();

    const before = await idsOf();
    await here.feed.markThrough('ada', 'read', 4);
    await here.feed.mark('ada', second, 'archived');
    await here.feed.mark('ada', third, 'unread');
    await here.feed.mark('ada', third, 'read');

    expect(before).toEqual([second, third, fourth].sort());
    expect(await idsOf()).toEqual(before);
    expect((await here.coveredItems.arrived('ada', versions)).map(({ wasRead }) => wasRead)).toEqual([false, false, false]);
  });

  test('say which of them were read or archived by themselves before', async () => {
    const here = await open();
    const [first = '', second = '', third = ''] = await fill(here, ['n1', 'n2', 'n3']);
    await here.feed.mark('ada', first, 'read');
    await here.feed.mark('ada', first, 'unread');
    await here.feed.mark('ada', second, 'archived');
    await here.feed.mark('ada', third, 'seen');

    const items = await here.coveredItems.arrived('ada', { above: 0, through: 3 });

    expect(
      items
        .filter(({ wasRead }) => wasRead)
        .map(({ notificationId: id }) => id)
        .sort(),
    ).toEqual([first, second].sort());
  });
});
