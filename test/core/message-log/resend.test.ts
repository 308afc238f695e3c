import { resend } from '../../../core/message-log/resend.ts';
import { notify } from '../../../core/planning/notify.ts';
import { readNotification } from '../../../core/publishing/read-notification.ts';
import { anApiKey } from '../../world.ts';
import { aResendingWorld, aSentNotification } from './a-sent-notification.ts';

type Here = Awaited<ReturnType<typeof aResendingWorld>>;

const bounced = { channel: 'email', status: 'bounced', reason: 'hard_bounce' } as const;
const delivered = { channel: 'email', status: 'delivered' } as const;
const inInbox = { channel: 'inbox', status: 'delivered' } as const;

async function again(here: Here, id: string, request: Parameters<typeof resend>[0]['request'] = {}, keyHeader?: string) {
  return (await resend({ id, request, apiKey: here.apiKey, keyHeader }, here)).body;
}

function onTest(here: Here): Here {
  return { ...here, apiKey: anApiKey({ id: 'key_2', kind: 'test' }) };
}

/** Works off what is in the ingest queue, and answers how many messages that was. */
async function workOff(here: Here): Promise<number> {
  const messages = here.ingest.drain();
  for (const message of messages) if (message.type === 'notify') await notify(message, here);
  return messages.length;
}

test('what did not reach the user is sent again, and nothing else, as a notification that names the first', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [inInbox, bounced]);

  const answer = await again(here, id);
  await workOff(here);

  expect(answer).toMatchObject({ resent_from: id, channels: ['email'], status_url: `/v1/requests/${answer.id}` });
  const [first, second] = await Promise.all([readNotification(id, here), readNotification(answer.notification, here)]);
  expect(second).toMatchObject({ resent_from: id, messages: [{ channel: 'email', status: 'queued' }] });
  expect(first.resent_as).toMatchObject([{ id: answer.notification, channels: ['email'] }]);
  expect(first.timeline.at(-1)?.text).toContain(answer.notification);
  expect(second.timeline.map(({ type }) => type)).toContain('resent_from');
});

test('what goes to an address that is suppressed is told to be suppressed before it is', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [bounced, { channel: 'sms', status: 'failed' }]);
  await here.suppressions.add({ address: 'ada@example.com', reason: 'bounce', source: 'provider', at: here.now() });

  expect(await again(here, id)).toMatchObject({ channels: ['email', 'sms'], suppressed: ['email'] });
});

test('it goes through the same rules: a user who has opted out since is passed over', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [bounced]);
  const choices = { preferences: { general: { email: 'opted_out' as const } } };
  await here.users.choose({ userId: 'ada', choices, version: 1 }, here.now());

  const { notification } = await again(here, id);
  await workOff(here);

  expect((await readNotification(notification, here)).messages).toMatchObject([
    { channel: 'email', status: 'skipped', reason: 'preference_opted_out' },
  ]);
});

test.each([
  ['delivered', {}, 'nothing_to_resend'],
  ['delivered', { channels: ['email' as const] }, 'resend_unconfirmed'],
  ['sent', { channels: ['email' as const] }, 'resend_unconfirmed'],
  ['unknown', { channels: ['email' as const] }, 'resend_unconfirmed'],
  ['queued', {}, 'nothing_to_resend'],
  ['queued', { channels: ['email' as const], confirm: true as const }, 'resend_under_way'],
  ['scheduled', { channels: ['email' as const], confirm: true as const }, 'resend_under_way'],
  ['canceled', {}, 'nothing_to_resend'],
  ['expired', {}, 'nothing_to_resend'],
] as const)('an e-mail that is %s is not sent again by %j', async (status, request, code) => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [{ channel: 'email', status }]);

  await expect(again(here, id, request as never)).rejects.toMatchObject({ code });

  expect(here.ingest.sent).toEqual([]);
});

test.each([
  ['delivered', { channels: ['email' as const], confirm: true as const }],
  ['canceled', { channels: ['email' as const] }],
  ['bounced', { channels: ['email' as const] }],
  ['failed', {}],
] as const)('an e-mail that is %s is sent again by %j', async (status, request) => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [{ channel: 'email', status }]);

  expect(await again(here, id, request as never)).toMatchObject({ channels: ['email'] });
});

test('two who send it again in the same moment send it once', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [bounced]);

  const answers = await Promise.allSettled([again(here, id), again(here, id), again(here, id)]);
  await workOff(here);

  const notifications = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value.notification] : []));
  expect(new Set(notifications).size).toBe(1);
  expect((await readNotification(id, here)).resent_as).toHaveLength(1);
});

test('what was noted and never queued is queued when it is asked for again, as the same notification', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [bounced]);
  here.ingest.refuseNext();
  await expect(again(here, id)).rejects.toThrow();
  here.pass(60);

  const answer = await again(here, id);
  await workOff(here);

  expect((await readNotification(id, here)).resent_as).toMatchObject([{ id: answer.notification }]);
  await expect(readNotification(answer.notification, here)).resolves.toMatchObject({ resent_from: id });
});

test('with an Idempotency-Key it is sent once, and the answer is the same', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [bounced]);

  const one = await again(here, id, {}, 'key-1');
  await workOff(here);
  const other = await again(here, id, {}, 'key-1');

  expect(other).toEqual(one);
  expect(await workOff(here)).toBe(0);
});

test('while the resend is under way it is not sent a third time, and once that has bounced it is, also when the resend is named', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [bounced]);
  const { notification } = await again(here, id);
  await workOff(here);

  await expect(again(here, id)).rejects.toMatchObject({ code: 'nothing_to_resend' });
  const receipt = { id: 'r1', notificationId: notification, channel: 'email' as const, at: here.now() };
  await here.ledger.recordReceipt({ ...receipt, status: 'failed', reason: 'provider_rejected' });
  const third = await again(here, notification);

  expect(third).toMatchObject({ resent_from: id, channels: ['email'] });
  expect((await readNotification(id, here)).resent_as).toHaveLength(2);
});

test.each(['delivered', 'unknown', 'sent'] as const)(
  'what is %s does not go again unconfirmed after a resend of it that failed',
  async (arrived) => {
    const here = await aResendingWorld();
    const id = await aSentNotification(here, [{ channel: 'email', status: arrived }]);
    const { notification } = await again(here, id, { channels: ['email'], confirm: true });
    await workOff(here);
    const receipt = { id: 'r1', notificationId: notification, channel: 'email' as const, at: here.now() };
    await here.ledger.recordReceipt({ ...receipt, status: 'failed' });

    await expect(again(here, id)).rejects.toMatchObject({ code: 'nothing_to_resend' });
    await expect(again(here, notification)).rejects.toMatchObject({ code: 'nothing_to_resend' });
    await expect(again(here, id, { channels: ['email'] })).rejects.toMatchObject({ code: 'resend_unconfirmed' });
  },
);

test('a resend that does not arrive brings no second inbox item', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [inInbox, { channel: 'sms', status: 'failed' }]);
  const abroad = { ...here, smsCountries: [] };

  const { notification } = await again(abroad, id);
  for (const message of here.ingest.drain()) if (message.type === 'notify') await notify(message, abroad);

  expect((await readNotification(notification, here)).messages).toMatchObject([{ channel: 'sms', status: 'skipped' }]);
});

test.each([
  ['a workflow that is gone', { workflow: 'gone' }, 'workflow_unknown'],
  ['data that the workflow no longer takes', { data: { title: 7 } }, 'payload_invalid'],
  ['a digest', { workflow: 'digest' }, 'nothing_to_resend'],
])('%s is refused at once', async (_, changes, code) => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [bounced], changes);

  await expect(again(here, id)).rejects.toMatchObject({ code });
  expect((await readNotification(id, here)).resent_as).toBeUndefined();
});

test('what a test key published stays a test', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [{ ...delivered, status: 'failed' }], { test: true });

  const { notification } = await again(onTest(here), id);
  await workOff(here);

  expect(await readNotification(notification, here)).toMatchObject({ test: true });
});

test('a resend with a test key does not use up the live one', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [{ channel: 'email', status: 'suppressed' }]);
  const arrived = await aSentNotification(here, [delivered]);
  const confirmed = { channels: ['email' as const], confirm: true as const };

  await expect(again(onTest(here), id)).rejects.toMatchObject({ code: 'key_kind_mismatch' });
  await expect(again(onTest(here), arrived, confirmed)).rejects.toMatchObject({ code: 'key_kind_mismatch' });
  await workOff(here);

  await expect(again(here, arrived, { channels: ['email'] })).rejects.toMatchObject({ code: 'resend_unconfirmed' });
  const { notification } = await again(here, id);
  await workOff(here);
  expect(await readNotification(notification, here)).toMatchObject({ test: false, messages: [{ status: 'queued' }] });
});

test('a live key does not send again what a test key sent', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [bounced], { test: true });

  await expect(again(here, id)).rejects.toMatchObject({ code: 'key_kind_mismatch' });

  expect(here.ingest.sent).toEqual([]);
});
