import type { Event } from '../../../contract/events/event.ts';
import type { MessageStatus } from '../../../contract/values.ts';
import type { RecordChange } from '../../../core/events/rules/images.ts';
import { tellChanges } from '../../../core/events/tell-changes.ts';
import { callBack } from '../../../core/webhooks/call-back.ts';
import { endedEvent } from '../../../core/webhooks/rules/callbacks.ts';
import { aMessage, aMoment, aNotification, world } from '../../world.ts';

const [told, warned] = ['1', '2'].map((digit) => `wh_${digit.padStart(26, '0')}`) as [string, string];
const minute = (minutes: number) => new Date(aMoment.getTime() + minutes * 60_000).toISOString();
const steps = (...statuses: MessageStatus[]) => statuses.map((status, index) => ({ status, at: minute(index) }));
const past = (...statuses: MessageStatus[]) => ({ status: statuses.at(-1) ?? 'queued', events: steps(...statuses) });

async function arrange({ callbacks = { callback: told, failureCallback: warned } as object, status = 'active' as const } = {}) {
  const here = world();
  for (const id of [told, warned])
    await here.webhooks.add({ id, url: 'https://app.example.com/', events: [], status, generation: 0, createdAt: aMoment });
  const asked: string[][] = [];
  const notifications = {
    messages(ids: readonly string[]) {
      asked.push([...ids]);
      return here.changedNotifications.messages(ids);
    },
  };
  const notification = aNotification(callbacks);
  const enter = (...messages: Partial<Parameters<typeof aMessage>[0]>[]) =>
    here.ledger.enter({ notification, messages: messages.map((each) => aMessage(each)), expiresAt: new Date('2040-01-01') });
  const tell = (after: Parameters<typeof aMessage>[0], before?: Parameters<typeof aMessage>[0]) => {
    const change = { of: 'message', recordId: 'r1', at: aMoment, after: aMessage(after) } satisfies RecordChange;
    return tellChanges([before === undefined ? change : { ...change, before: aMessage(before) }], {
      notifications: here.changedNotifications,
      sinks: [],
      callBack: (events) => callBack(events, { ...here, queue: here.webhooksQueue, notifications }),
    });
  };
  const calls = async () =>
    Promise.all(
      here.webhooksQueue.sent.map(async ({ webhookId, eventId }) => {
        const { body } = (await here.deliveries.find(webhookId, eventId)) ?? { body: '{}' };
        return { webhookId, event: JSON.parse(body) as Event };
      }),
    );
  return { ...here, asked, enter, tell, calls, notification };
}

test('the callback is told once all channels have ended, with how each stands', async () => {
  const { enter, tell, calls } = await arrange();
  const email = past('queued', 'sending', 'sent', 'delivered');
  await enter(email, { channel: 'sms', ...past('queued', 'sending', 'sent') });

  await tell(email);

  expect(await calls()).toMatchObject([
    {
      webhookId: told,
      event: {
        type: 'notification.ended',
        timestamp: minute(3),
        data: {
          user: 'ada',
          messages: [
            { channel: 'email', status: 'delivered' },
            { channel: 'sms', status: 'sent' },
          ],
        },
      },
    },
  ]);
});

test.each<[string, Parameters<typeof aMessage>[0]]>([
  ['waits for its receipt', { channel: 'email', ...past('queued', 'sending', 'sent') }],
  ['is held', { channel: 'sms', ...past('scheduled') }],
])('nothing is told while another channel %s', async (_, other) => {
  const { enter, tell, calls } = await arrange();
  const inbox = { channel: 'inbox', ...past('delivered') } as const;
  await enter(inbox, other);

  await tell(inbox);

  expect(await calls()).toEqual([]);
});

test('a notification that is not entered whole has not ended', async () => {
  const notification = aNotification({ explanation: [...aNotification().explanation, ...aNotification().explanation] });

  expect(endedEvent(notification, [aMessage(past('skipped'))])).toBeUndefined();
  expect(endedEvent(notification, [aMessage(past('skipped')), aMessage(past('skipped'))])).toBeDefined();
});

test('the failure callback is told of a bounce by the event that everybody is told of, and the callback that it is over', async () => {
  const { enter, tell, calls } = await arrange();
  const bounced = { ...past('queued', 'sending', 'sent', 'bounced'), reason: 'hard_bounce' } as const;
  await enter(bounced);

  await tell(bounced, past('queued', 'sending', 'sent'));

  expect((await calls()).map(({ webhookId, event }) => [webhookId, event.type])).toEqual([
    [warned, 'message.bounced'],
    [told, 'notification.ended'],
  ]);
});

test('a bounce after the delivery is the same end, and a message that goes again another one', () => {
  const ended = (...statuses: MessageStatus[]) => endedEvent(aNotification(), [aMessage(past(...statuses))])?.id;

  expect(ended('sent', 'delivered', 'bounced')).toBe(ended('sent', 'delivered'));
  expect(ended('sent', 'unknown', 'sending', 'sent', 'delivered')).not.toBe(ended('sent', 'unknown'));
});

test('where a publish names no callback, nothing is read and nothing is told', async () => {
  const { enter, tell, calls, asked } = await arrange({ callbacks: {} });
  const bounced = past('queued', 'sending', 'sent', 'bounced');
  await enter(bounced);

  await tell(bounced);

  expect([asked, await calls()]).toEqual([[], []]);
});

test('a webhook that is disabled or was deleted is not called back', async () => {
  const { enter, tell, calls, webhooks } = await arrange();
  await webhooks.remove(told);
  await webhooks.change(warned, (webhook) => ({ ...webhook, status: 'disabled' }));
  const bounced = past('queued', 'sending', 'sent', 'bounced');
  await enter(bounced);

  await tell(bounced);

  expect(await calls()).toEqual([]);
});
