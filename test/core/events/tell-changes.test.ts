import { Event } from '../../../contract/events/event.ts';
import type { RecordChange } from '../../../core/events/rules/images.ts';
import { tellChanges } from '../../../core/events/tell-changes.ts';
import { aMessage, aMoment, aNotification, world } from '../../world.ts';

function arrange() {
  const { changedNotifications, ledger } = world();
  const asked: string[][] = [];
  const put: Event[] = [];
  const notifications = {
    find(ids: readonly string[]) {
      asked.push([...ids]);
      return changedNotifications.find(ids);
    },
  };
  return {
    ledger,
    asked,
    put,
    deps: { notifications, sinks: [{ put: async (events: readonly Event[]) => void put.push(...events) }] },
  };
}

const where = { recordId: 'r1', at: aMoment };
const entered: RecordChange = { of: 'notification', ...where, after: aNotification() };
const queued: RecordChange = { of: 'message', ...where, after: aMessage() };

test('what a batch has of a notification is not read again', async () => {
  const { asked, put, deps } = arrange();

  await tellChanges([entered, queued], deps);

  expect(asked).toEqual([]);
  expect(put.map(({ type, data }) => [type, data])).toEqual([
    ['notification.accepted', expect.objectContaining({ notification: aNotification().id, user: 'ada', priority: 'normal' })],
    ['message.queued', expect.objectContaining({ notification: aNotification().id, user: 'ada', channel: 'email' })],
  ]);
});

test('an event of a notification in an experiment says which, and which variant its user has', async () => {
  const { put, deps } = arrange();
  const after = aNotification({ experiment: 'words', variant: 'short' });

  await tellChanges([{ of: 'notification', ...where, after }, queued], deps);

  expect(put.map((event) => Event.parse(event).data)).toEqual([
    expect.objectContaining({ experiment: 'words', variant: 'short' }),
    expect.objectContaining({ experiment: 'words', variant: 'short', channel: 'email' }),
  ]);
});

test('what it has not is read once for all its messages, and nothing is told of what is gone', async () => {
  const { ledger, asked, put, deps } = arrange();
  await tellChanges([queued], deps);
  await ledger.enter({ notification: aNotification(), messages: [aMessage()], expiresAt: new Date('2040-01-01') });

  await tellChanges([queued, { ...queued, after: aMessage({ channel: 'sms' }) } as RecordChange], deps);

  expect(asked).toEqual([[aNotification().id], [aNotification().id]]);
  expect(put).toHaveLength(2);
});

test('nobody is told of a batch in which nothing changed', async () => {
  const { deps } = arrange();
  const sinks = [{ put: () => Promise.reject(new Error('told of nothing')) }];

  await expect(tellChanges([{ of: 'message', ...where, before: aMessage() }], { ...deps, sinks })).resolves.toBeUndefined();
});

test("what is a tenant's is told of in the tenant's own names, with the tenant beside them", async () => {
  const { put, deps } = arrange();
  const after = aNotification({ userId: 'acme/ada', topic: 'acme/news' });
  const optsOut = { id: 'acme/ada', choices: { locale: 'de' }, readThrough: 0, seenThrough: 0 };

  await tellChanges([{ of: 'notification', ...where, after }, queued, { of: 'user', ...where, after: optsOut }], deps);

  expect(put.map((event) => Event.parse(event).data)).toEqual([
    expect.objectContaining({ tenant: 'acme', user: 'ada', topic: 'news' }),
    expect.objectContaining({ tenant: 'acme', user: 'ada', channel: 'email' }),
    { tenant: 'acme', user: 'ada' },
  ]);
});
