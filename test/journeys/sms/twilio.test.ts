import { localAnswers } from '../../../local/gateway/local-answers.ts';
import { hasEnded } from '../has-ended.ts';
import { eventually } from '../local-system.ts';
import { everyFeature, type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem(everyFeature);
});

type Message = { channel: string; status: string; reason?: string; attempts: number; events: { detail?: string }[] };

/** Publishes an SMS to a number; answers the notification's id. */
async function publishTo(phone: string, key = localSystem.key()): Promise<string> {
  const { status, body } = await localSystem.publish(
    {
      workflow: 'message',
      recipients: [{ id: `user-of-${phone.slice(1)}`, phone }],
      data: { title: 'Your code', body: 'It is 1234.' },
      channels: ['sms'],
    },
    { key },
  );
  expect(status).toBe(202);
  return body.notifications[0].id;
}

/** The SMS of a notification, once it is at an end that no receipt is needed for. */
function untilOver(id: string, statuses: readonly string[] = ['delivered', 'failed', 'simulated']) {
  return eventually(`the SMS of ${id} is at its end`, async () => {
    const { body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    const sms = body.messages?.find(({ channel }: Message) => channel === 'sms') as Message | undefined;
    return sms !== undefined && hasEnded(sms) && statuses.includes(sms.status) && sms;
  });
}

const details = ({ events }: Message) => events.map(({ detail = '' }) => detail).join('\n');

test("an SMS goes out by Twilio, and Twilio's callback makes it delivered", async () => {
  const id = await publishTo('+447700900123');

  const sms = await untilOver(id);

  expect(sms).toMatchObject({ status: 'delivered', attempts: 1 });
  expect(details(sms)).toContain('Twilio says: delivered');
  const sent = await localSystem.outbox({ channel: 'sms', notification: id });
  expect(sent).toMatchObject([{ from: '+15005550006', to: '+447700900123', id: expect.stringMatching(/^SM[0-9a-f]{32}$/) }]);
});

test('one that reaches no phone failed, with its reason', async () => {
  const sms = await untilOver(await publishTo('+447700900904'));

  expect(sms).toMatchObject({ status: 'failed', reason: 'unreachable' });
  expect(details(sms)).toContain('https://www.twilio.com/docs/errors/30003');
});

test('one whose answer was lost is known by its callback, and goes out once', async () => {
  await localSystem.local('PUT', '/faults', { service: 'twilio', fault: 'lost_answer', count: 1 });

  const id = await publishTo('+447700900125');

  expect(await untilOver(id)).toMatchObject({ status: 'delivered' });
  expect(await localSystem.outbox({ channel: 'sms', notification: id })).toHaveLength(1);
});

test('a rate that is too high is waited for, and what Twilio refuses is not tried again', async () => {
  await localSystem.local('PUT', '/faults', { service: 'twilio', fault: 'throttle', count: 1 });
  expect(await untilOver(await publishTo('+447700900126'))).toMatchObject({ status: 'delivered', attempts: 2 });

  await localSystem.local('PUT', '/faults', { service: 'twilio', fault: 'reject', count: 1 });
  expect(await untilOver(await publishTo('+447700900127'))).toMatchObject({
    status: 'failed',
    reason: 'invalid_number',
    attempts: 1,
  });
});

test('a forged callback is refused, and the SMS stays as it is', async () => {
  const id = await publishTo('+447700900128');
  const sms = await untilOver(id);
  const [{ id: sid }] = await localSystem.outbox({ channel: 'sms', notification: id });
  const forge = (headers: Record<string, string>) =>
    localSystem.call('POST', `/v1/receipts/twilio?notification=${id}`, {
      raw: new URLSearchParams({ MessageSid: sid, MessageStatus: 'failed', ErrorCode: '21610' }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    });

  expect(await forge({})).toMatchObject({ status: 403, body: { code: 'signature_invalid' } });
  expect(await forge({ 'X-Twilio-Signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' })).toMatchObject({ status: 403 });
  expect(await localSystem.call('POST', '/v1/receipts/sns')).toMatchObject({ status: 404 });
  expect(await untilOver(id)).toEqual(sms);
});

test('magic numbers play their parts for a test key, and nothing is sent', async () => {
  const { keys } = localSystem.system;

  expect(await untilOver(await publishTo('+447700900901', keys.test))).toMatchObject({ status: 'delivered' });
  expect(await untilOver(await publishTo('+447700900903', keys.test))).toMatchObject({ status: 'failed' });
  expect(await localSystem.outbox({ channel: 'sms', to: '+447700900901' })).toEqual([]);
});

test('the console names who sends SMS in this stage', async () => {
  const { body } = await localSystem.local('GET', '/channels');

  const { data } = localAnswers['GET /local/channels'].parse(body);
  expect(data.map(({ name, provider }) => [name, provider?.title])).toEqual([
    ['inbox', undefined],
    ['email', 'SES'],
    ['sms', 'Twilio'],
    ['chat', 'Slack'],
    ['push', 'Web push'],
  ]);
});
