import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

type Message = { channel: string; status: string; events: { status: string; detail?: string }[] };

async function emailOf(id: string): Promise<Message | undefined> {
  const { body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
  return body.messages?.find(({ channel }: Message) => channel === 'email');
}

async function publish(title: string, more: { cancellation_key?: string } = {}): Promise<string> {
  const body = {
    ...more,
    workflow: 'message',
    recipients: ['ada'],
    data: { title, body: 'There is news.' },
    channels: ['inbox', 'email'],
  };
  const { id } = (await localSystem.publish(body)).body.notifications[0];
  await eventually(`"${title}" waits for a digest`, async () => (await emailOf(id))?.status === 'digesting');
  return id;
}

test('what a user wants once a day comes in one e-mail, however often the job runs, and each of it says in which', async () => {
  const { headers } = await localSystem.as('ada', 'GET', '/v1/me/preferences');
  const patched = await localSystem.as('ada', 'PATCH', '/v1/me/preferences', {
    body: { categories: { general: { digest: 'daily' } } },
    headers: { 'If-Match': headers.get('etag') ?? '' },
  });
  expect(patched.status).toBe(200);
  const ids = [await publish('First'), await publish('Second'), await publish('Read before')];
  await localSystem.as('ada', 'PUT', `/v1/me/notifications/${ids[2]}/read`);
  ids.push(await publish('Taken back', { cancellation_key: 'order-7' }));
  const { body: canceled } = await localSystem.call('POST', '/v1/notifications/cancel', {
    key: localSystem.key(),
    body: { cancellation_key: 'order-7' },
  });
  expect(canceled).toEqual({
    canceled: [{ id: ids[3], channels: ['email'] }],
    too_late: [{ id: ids[3], channels: ['inbox'] }],
  });

  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  await Promise.all(['once', 'again'].map(() => localSystem.run('send-digests', tomorrow))); // the second waits for the first
  const sent = await eventually('all of them came to an end', async () => {
    const emails = await Promise.all(ids.map(emailOf));
    return emails.every((email) => email?.status !== 'digesting') && emails;
  });

  const digests = (await localSystem.outbox({ channel: 'email' })).filter(({ subject }: { subject: string }) =>
    /^Your day/.test(subject),
  );
  expect(digests).toHaveLength(1);
  const { notification_id: digest, subject, text } = digests[0];
  expect(subject).toMatch(/^Your day: 2 notifications, /);
  expect(text).toMatch(/General\n\nSecond.*First/s);
  expect(text).not.toMatch(/Read before|Taken back/);
  expect(sent.map((email) => email?.status)).toEqual(['sent', 'sent', 'skipped', 'canceled']);
  expect(sent[0]?.events.at(-1)).toMatchObject({ status: 'sent', detail: `in digest ${digest}` });
  const { body } = await localSystem.call('GET', `/v1/notifications/${digest}`, { key: localSystem.key() });
  expect(body).toMatchObject({ workflow: 'digest', category: 'daily-digest', user: 'ada' });
});
