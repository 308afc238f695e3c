import type { RecordChange } from '../../../core/events/rules/images.ts';
import { countChanges } from '../../../core/statistics/count-changes.ts';
import { addCounts } from '../../../core/statistics/rules/counts.ts';
import { aMessage, aMoment, aNotification, notificationId, type World, world } from '../../world.ts';

let here: World;
beforeEach(() => {
  here = world();
});

function deps() {
  return { statistics: here.statistics, notifications: here.changedNotifications, inboxes: here.coveredItems };
}

const told = { recordId: 'r1', at: aMoment };
const accepted: RecordChange = { of: 'notification', ...told, after: aNotification({ locale: 'de' }) };

function count(...changes: RecordChange[]) {
  return countChanges(
    's1',
    changes.map((change, n) => ({ sequenceNumber: String(100 + n), change })),
    deps(),
  );
}

async function countsOf(channel: string, day = '2030-03-15') {
  const rows = await here.statistics.rowsOf(day);
  return addCounts(...rows.filter(({ row }) => row.channel === channel).map(({ counts }) => counts));
}

test('a message counts in the row of its notification, also when that came in another batch', async () => {
  await here.ledger.enter({ notification: aNotification({ locale: 'de' }), messages: [], expiresAt: new Date('2040-01-01') });

  await count({ of: 'message', ...told, after: aMessage({ events: [{ status: 'skipped', at: aMoment.toISOString() }] }) });

  const row = { day: '2030-03-15', workflow: 'greeting', category: 'general', channel: 'email', locale: 'de' };
  expect(await here.statistics.rowsOf('2030-03-15')).toEqual([{ row, counts: { skipped: 1 } }]);
});

test('a language that is written in three ways is one', async () => {
  const written = ['en-gb', 'EN-GB', 'en-GB'].map((locale) => aNotification({ id: notificationId(locale), locale }));

  await count(...written.map((after): RecordChange => ({ of: 'notification', ...told, after })));

  const rows = await here.statistics.rowsOf('2030-03-15');
  expect(rows.map(({ row, counts }) => [row.locale, counts])).toEqual([['en-GB', { accepted: 3 }]]);
});

test('what becomes of a notification counts on the day it was for, however late', async () => {
  const late = new Date('2030-03-18T09:00:00.000Z').toISOString();
  const sent = aMessage({
    events: ['sending', 'sent'].map((status) => ({ status: status as 'sent', at: aMoment.toISOString() })),
  });
  const bounced = { ...sent, events: [...sent.events, { status: 'bounced' as const, at: late }] };

  await count(accepted, { of: 'message', ...told, after: sent }, { of: 'message', ...told, before: sent, after: bounced });

  expect(await countsOf('email')).toMatchObject({ sent: 1, bounced: 1 });
  expect(await here.statistics.rowsOf('2030-03-18')).toEqual([]);
});

test('what is in an experiment counts in rows of its variant, also what its user reads', async () => {
  const notification = aNotification({ experiment: 'words', variant: 'short' });
  const message = aMessage({ channel: 'inbox', events: [{ status: 'delivered', at: aMoment.toISOString() }] });
  const item = { notificationId: notification.id, userId: 'ada', workflow: 'greeting', category: 'general' };
  const unread = { ...item, unread: true, seen: false, archived: false, wasRead: false };

  await count(
    { of: 'notification', ...told, after: notification },
    { of: 'message', ...told, after: message },
    { of: 'inbox-item', ...told, before: unread, after: { ...unread, unread: false, wasRead: true } },
  );

  const rows = await here.statistics.rowsOf('2030-03-15');
  expect(rows.map(({ row: { channel, experiment, variant }, counts }) => [channel, experiment, variant, counts])).toEqual([
    ['-', 'words', 'short', { accepted: 1 }],
    ['inbox', 'words', 'short', expect.objectContaining({ sent: 1, delivered: 1, read: 1 })],
  ]);
});

test('messages of a test key count as simulated and nowhere else', async () => {
  const notification = aNotification({ test: true });
  const message = aMessage({
    events: ['sending', 'sent', 'delivered'].map((status) => ({ status: status as 'sent', at: aMoment.toISOString() })),
  });

  await count({ of: 'notification', ...told, after: notification }, { of: 'message', ...told, after: message });

  expect(await here.statistics.rowsOf('2030-03-15')).toMatchObject([{ row: { channel: 'email' }, counts: { simulated: 1 } }]);
});

test('an opt-out counts by category and channel, on its own day', async () => {
  const user = { id: 'ada', choices: {}, readThrough: 0, seenThrough: 0 };
  const choices = { preferences: { repairs: { email: 'opted_out' as const } } };

  await count({ of: 'user', ...told, before: user, after: { ...user, choices } });

  const row = { day: '2030-03-15', workflow: '-', category: 'repairs', channel: 'email', locale: '-' };
  expect(await here.statistics.rowsOf('2030-03-15')).toEqual([{ row, counts: { unsubscribed: 1 } }]);
});

test('what is removed, by its time or with its user, takes nothing away', async () => {
  const message = aMessage({ events: [{ status: 'failed', at: aMoment.toISOString() }] });
  await count(accepted, { of: 'message', ...told, after: message });

  await count({ of: 'message', ...told, before: message }, { of: 'notification', ...told, before: aNotification() });

  expect(await countsOf('email')).toEqual({ failed: 1 });
  expect(await countsOf('-')).toEqual({ accepted: 1 });
});

test('what is told of a notification that is gone counts on its day, of no workflow', async () => {
  await count({ of: 'message', ...told, after: aMessage({ events: [{ status: 'failed', at: aMoment.toISOString() }] }) });

  expect(await here.statistics.rowsOf('2030-03-15')).toMatchObject([{ row: { workflow: '-', category: '-', channel: 'email' } }]);
});

test('a mark of everything over half a year counts every item, in as many transactions as that takes', async () => {
  const covered = Array.from({ length: 180 }, (_, n) => ({
    notificationId: notificationId(`n${n}`, new Date(aMoment.getTime() - n * 86_400_000)),
    userId: 'ada',
    workflow: 'greeting',
    category: 'general',
    unread: true,
    seen: false,
    archived: false,
    wasRead: n === 17,
  }));
  const user = { id: 'ada', choices: {}, readThrough: 0, seenThrough: 0 };
  const mark: RecordChange = { of: 'user', ...told, before: user, after: { ...user, readThrough: 180 } };
  const inboxes = { arrived: async () => covered };

  for (let again = 0; again < 2; again += 1)
    await countChanges('s1', [{ sequenceNumber: '1', change: mark }], { ...deps(), inboxes });

  const days = covered.map(
    ({ notificationId: id }, n) => [id, new Date(aMoment.getTime() - n * 86_400_000).toISOString().slice(0, 10)] as const,
  );
  const reads = await Promise.all(days.map(async ([, day]) => (await countsOf('inbox', day)).read ?? 0));
  expect(reads).toEqual(covered.map(({ wasRead }) => (wasRead ? 0 : 1)));
});

test("what is a tenant's counts in rows of its own", async () => {
  const ofAcme = aNotification({ id: notificationId('a'), userId: 'acme/ada' });
  const optsOut = { preferences: { general: { email: 'opted_out' as const } } };

  await count(
    { of: 'notification', ...told, after: ofAcme },
    { of: 'notification', ...told, after: aNotification() },
    {
      of: 'message',
      ...told,
      after: aMessage({ notificationId: ofAcme.id, events: [{ status: 'skipped', at: aMoment.toISOString() }] }),
    },
    { of: 'user', ...told, after: { id: 'acme/ada', choices: optsOut, readThrough: 0, seenThrough: 0 } },
  );

  const rows = await here.statistics.rowsOf('2030-03-15');
  expect(rows.map(({ row: { tenant }, counts }) => [tenant, counts])).toEqual([
    ['acme', { accepted: 1 }],
    [undefined, { accepted: 1 }],
    ['acme', { skipped: 1 }],
    ['acme', { unsubscribed: 1 }],
  ]);
});
