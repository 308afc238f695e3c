import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

type Message = { channel: string; status: string; reason?: string; events: { status: string; detail?: string }[] };

let count = 0;

/** Publishes an e-mail to someone new at this address, and answers the notification's id. */
async function emailTo(address: string): Promise<string> {
  count += 1;
  const { status, body } = await localSystem.publish({
    workflow: 'message',
    recipients: [{ id: `reader-${count}`, email: address }],
    data: { title: `Letter ${count}`, body: 'Hello' },
    channels: ['email'],
  });
  expect(status).toBe(202);
  return body.notifications[0].id;
}

async function emailOf(id: string): Promise<Message | undefined> {
  const { status, body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
  return status === 200 ? body.messages[0] : undefined;
}

/** The e-mail of a notification once it has come to this status. */
function becomes(id: string, status: string): Promise<Message> {
  return eventually(`the e-mail of ${id} is ${status}`, async () => {
    const message = await emailOf(id);
    return message?.status === status && message;
  });
}

function suppression(address: string) {
  return eventually(`${address} is suppressed`, async () => {
    const { body } = await localSystem.call('GET', '/v1/suppressions?limit=100', { key: localSystem.key() });
    return body.data.find((entry: { address: string }) => entry.address === address);
  });
}

/** Its steps; but for "sent", which is none where its receipt was faster than the sender. */
const statuses = ({ events }: Message) => events.map(({ status }) => status).filter((status) => status !== 'sent');

test('an e-mail that arrives is delivered, and its timeline tells every step once', async () => {
  const message = await becomes(await emailTo('ada@example.com'), 'delivered');

  expect(statuses(message)).toEqual(['queued', 'sending', 'delivered']);
  expect(message.reason).toBeUndefined();
});

test.each([
  ['bounce+1@simulator.amazonses.com', 'bounced', 'hard_bounce', 'bounce', 'suppressed_bounce'],
  ['suppressionlist@simulator.amazonses.com', 'bounced', 'hard_bounce', 'bounce', 'suppressed_bounce'],
  ['complaint@simulator.amazonses.com', 'complained', 'complaint', 'complaint', 'suppressed_complaint'],
])(
  'an e-mail to %s is %s; the next one is not sent, until somebody lets the address go',
  async (address, status, reason, against, suppressed) => {
    const first = await emailTo(address);
    expect(await becomes(first, status)).toMatchObject({ reason });
    expect(await suppression(address)).toMatchObject({ reason: against, source: 'provider', notification: first });

    const second = await emailTo(address);
    expect(await becomes(second, 'suppressed')).toMatchObject({ reason: suppressed });
    expect(await localSystem.outbox({ notification: second })).toEqual([]);

    const path = `/v1/suppressions/${encodeURIComponent(address)}`;
    expect(await localSystem.call('DELETE', path, { key: localSystem.key() })).toMatchObject({ status: 200, body: { address } });
    const third = await emailTo(address);
    await becomes(third, status);
    expect(await localSystem.outbox({ notification: third })).toHaveLength(1);
  },
);

test('an automatic reply is in the timeline, and suppresses nobody', async () => {
  const id = await emailTo('ooto@simulator.amazonses.com');

  const message = await eventually('the reply is in the timeline', async () => {
    const now = await emailOf(id);
    return now?.events.some(({ detail }) => detail?.includes('Transient')) && now;
  });

  expect(message.status).toBe('delivered');
  await becomes(await emailTo('ooto@simulator.amazonses.com'), 'delivered');
});

test('an e-mail whose answer was lost is resolved by what SES reports, and not sent again', async () => {
  await localSystem.local('PUT', '/faults', { service: 'ses', fault: 'lost_answer', count: 1 });
  const id = await emailTo('grace@example.com');

  const message = await becomes(id, 'delivered');

  expect(await localSystem.outbox({ notification: id })).toHaveLength(1);
  expect(message).toMatchObject({ provider: 'ses', provider_id: expect.any(String) });
});

test('a recipient who is not verified in the sandbox waits alone, and an unverified sender keeps everything back, until the owner acts', async () => {
  await localSystem.local('PUT', '/ses', { unverified: ['hopper@example.com'] });
  const held = await emailTo('hopper@example.com');
  await becomes(await emailTo('turing@example.com'), 'delivered');
  const waiting = await eventually('it says why it waits', async () => {
    const message = await emailOf(held);
    return message?.events.some(({ detail }) => detail?.includes('Email address is not verified')) && message;
  });
  expect(waiting).not.toHaveProperty('reason');
  await localSystem.local('PUT', '/ses', { unverified: ['bellhop@example.com'] });
  const second = await emailTo('lovelace@example.com');
  await eventually('it says why it waits', async () =>
    (await emailOf(second))?.events.some(({ detail }) => detail?.includes('not verified')),
  );

  await localSystem.local('PUT', '/ses', { unverified: [] });

  await becomes(second, 'delivered');
  await becomes(held, 'delivered');
});

test('an event with a forged tag reaches nobody else', async () => {
  const id = await emailTo('linus@example.com');
  await becomes(id, 'delivered');
  const { ConfigurationSetName = '' } = localSystem.system.outputs;
  const credentials = { region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  const client = new EventBridgeClient({ ...credentials, endpoint: localSystem.system.endpoints.providers });
  const timestamp = '2026-11-22T09:30:00.000Z';
  const mail = {
    timestamp,
    messageId: 'forged',
    tags: { notification_id: [id], 'ses:configuration-set': [ConfigurationSetName] },
  };
  const put = (destination: string) =>
    client.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'aws.ses', // AWS takes this source from nobody but SES itself
            DetailType: 'Email Complaint Received',
            Detail: JSON.stringify({ mail: { ...mail, destination: [destination] }, complaint: { timestamp } }),
          },
        ],
      }),
    );

  await put('eve@example.com');
  expect(await emailOf(id)).toMatchObject({ status: 'delivered' });
  const { body } = await localSystem.call('GET', '/v1/suppressions?limit=100', { key: localSystem.key() });
  expect(body.data.map(({ address }: { address: string }) => address)).not.toContain('eve@example.com');

  await put('linus@example.com'); // the same, to the right address, shows that it was the address
  await becomes(id, 'complained');
  client.destroy();
});

test('an address is suppressed by hand, however it is spelt, and a number as well; the list goes page by page', async () => {
  const add = (body: object) => localSystem.call('POST', '/v1/suppressions', { key: localSystem.key(), body });
  const list = (query: string) => localSystem.call('GET', `/v1/suppressions?${query}`, { key: localSystem.key() });

  expect(await add({ address: 'Marvin@Example.com' })).toMatchObject({ status: 200, body: { reason: 'manual', source: 'api' } });
  expect(await add({ address: '+447700900999' })).toMatchObject({ status: 200 });
  expect((await add({ address: 'marvin' })).body).toMatchObject({ code: 'body_invalid', errors: [{ pointer: '/address' }] });
  await becomes(await emailTo('marvin@example.com'), 'suppressed');

  const first = (await list('limit=1')).body;
  const second = (await list(`limit=1&cursor=${first.next_cursor}`)).body;
  expect([first, second].map(({ data }) => data[0].address)).toEqual(['+447700900999', 'Marvin@Example.com']);
  expect((await list('cursor=x9')).body.code).toBe('cursor_invalid');
  const gone = () => localSystem.call('DELETE', '/v1/suppressions/+447700900999', { key: localSystem.key() });
  expect([(await gone()).status, (await gone()).status]).toEqual([200, 404]);
});
