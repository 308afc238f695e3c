import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

type Message = { channel: string; status: string; reason?: string; attempts: number; events: { status: string }[] };

async function publish(recipient: object, key: string): Promise<string> {
  const message = { workflow: 'message', data: { title: 'Hello', body: 'A test.' }, channels: ['email', 'sms'] };
  const { status, body } = await localSystem.publish({ ...message, recipients: [recipient] }, { key });
  expect(status).toBe(202);
  return body.notifications[0].id;
}

/** The end that each channel came to, with its reason, and how it got there. */
function ends(id: string) {
  return eventually(`${id} has ended`, async () => {
    const { status, body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    const messages: Message[] = status === 200 ? body.messages : [];
    const hasEnded = messages.length > 0 && messages.every((message) => !['queued', 'sending', 'sent'].includes(message.status));
    return hasEnded && Object.fromEntries(messages.map(({ channel, ...rest }) => [channel, rest]));
  });
}

test.each([
  ['delivered', 1, { status: 'delivered' }],
  ['soft-fail', 2, { status: 'delivered', attempts: 3 }],
  ['fail', 3, { status: 'failed', reason: 'provider_rejected' }],
  ['bounce', 4, { status: 'bounced', reason: 'hard_bounce' }],
  ['complaint', 5, { status: 'complained', reason: 'complaint' }],
])('with a test key "%s" comes to its end by e-mail and SMS, again and again, and nothing goes out', async (name, last, end) => {
  const recipient = { id: `test-${name}`, email: `${name}@test.bellhop.example`, phone: `+44770090090${last}` };

  const first = await publish(recipient, localSystem.system.keys.test);
  expect(await ends(first)).toMatchObject({ email: end, sms: end });
  const second = await publish(recipient, localSystem.system.keys.test);
  expect(await ends(second)).toMatchObject({ email: end, sms: end });

  expect([
    ...(await localSystem.outbox({ notification: first })),
    ...(await localSystem.outbox({ notification: second })),
  ]).toEqual([]);
});

test('the same recipients are nothing special to a live key', async () => {
  const recipient = { id: 'live', email: 'delivered@test.bellhop.example', phone: '+447700900901' };

  const id = await publish(recipient, localSystem.key());

  const sent = await eventually('both went out', async () => {
    const found = await localSystem.outbox({ notification: id });
    return found.length === 2 && found;
  });
  expect(sent.map(({ to }: { to: string }) => to).sort()).toEqual(['+447700900901', 'delivered@test.bellhop.example']);
});
