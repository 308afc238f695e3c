import type { PublishRequest } from '../../../contract/publishing/publish.ts';
import { RetryableError } from '../../../core/errors.ts';
import { acceptPublish } from '../../../core/publishing/accept-publish.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { anApiKey, type World, world } from '../../world.ts';

const hello = { title: 'Hello', body: 'First.' };

async function aWorldWithAda(): Promise<World> {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com', phone: '+447700900123' }, here.now());
  return here;
}

function accept(here: World, request: Partial<PublishRequest>, keyHeader?: string, apiKey = anApiKey()) {
  const whole = { workflow: 'message', recipients: ['ada'], data: hello, ...request };
  return acceptPublish({ request: whole, apiKey, keyHeader }, { ...here, workflows: workflowByKey });
}

test('an unusable key is told with all that is wrong with the body, and nothing is published by it', async () => {
  const here = await aWorldWithAda();
  const key = { pointer: 'Idempotency-Key', detail: 'must be 1 to 255 printable ASCII characters' };

  await expect(accept(here, {}, '""')).rejects.toMatchObject({ code: 'idempotency_key_invalid', places: [key] });
  await expect(accept(here, { data: {}, callback: 'whk_none', recipients: ['eve'] }, '""')).rejects.toMatchObject({
    code: 'idempotency_key_invalid',
    places: ['Idempotency-Key', '/data/title', '/data/body', '/recipients/0', '/callback'].map((pointer) => ({ pointer })),
  });
  expect(here.ingest.sent).toEqual([]);
});

test('one recipient becomes one notify message, and the answer names the notification it will be', async () => {
  const here = await aWorldWithAda();

  const { body } = await accept(here, {});

  expect(body).toMatchObject({ id: expect.stringMatching(/^req_/), notifications: [{ user: 'ada' }], refused: [] });
  expect(here.ingest.sent).toMatchObject([
    { type: 'notify', requestId: body.id, userId: 'ada', workflow: 'message', test: false },
  ]);
});

test('many recipients become one message, so that all of them are accepted or none', async () => {
  const here = await aWorldWithAda();

  await accept(here, { recipients: ['ada', { id: 'grace', email: 'grace@example.com' }] });

  expect(here.ingest.sent).toMatchObject([{ type: 'fan-out', userIds: ['ada', 'grace'] }]);
});

test('an object creates its user, or changes what it names and leaves the rest', async () => {
  const here = await aWorldWithAda();

  await accept(here, {
    recipients: [
      { id: 'ada', locale: 'en-GB' },
      { id: 'grace', email: 'grace@example.com' },
    ],
  });

  const users = await here.users.getMany(['ada', 'grace']);
  expect(users.get('ada')).toMatchObject({ email: 'ada@example.com', phone: '+447700900123', locale: 'en-GB' });
  expect(users.get('grace')).toMatchObject({ email: 'grace@example.com' });
});

test('an unknown user is refused by name, and the known one still gets theirs', async () => {
  const here = await aWorldWithAda();

  const { body } = await accept(here, { recipients: ['hopper', 'ada'] });

  expect(body.notifications.map(({ user }) => user)).toEqual(['ada']);
  expect(body.refused).toMatchObject([{ pointer: '/recipients/0', code: 'recipient_unknown', user: 'hopper' }]);
});

test.each<[string, Partial<PublishRequest>, string, string]>([
  ['an unknown workflow', { workflow: 'nope' }, 'workflow_unknown', '/workflow'],
  ['a workflow with the name of an object method', { workflow: 'constructor' }, 'workflow_unknown', '/workflow'],
  ['data that lacks a field', { data: { title: 'Hello' } }, 'payload_invalid', '/data/body'],
  ['data with a field too many', { data: { ...hello, bcc: 'x' } }, 'payload_invalid', '/data/bcc'],
  ['a title with a line break', { data: { ...hello, title: 'a\r\nBcc: eve@example.com' } }, 'payload_invalid', '/data/title'],
  ['a javascript: link', { data: { ...hello, url: 'javascript:alert(1)' } }, 'payload_invalid', '/data/url'],
  ['only unknown recipients', { recipients: ['x', 'y'] }, 'recipients_refused', '/recipients/0'],
])('%s is refused with a pointer, and nothing is stored or queued', async (_name, request, code, pointer) => {
  const here = await aWorldWithAda();

  const refusal = accept(here, { recipients: ['ada', { id: 'new-user' }], ...request }, 'a-key');

  await expect(refusal).rejects.toMatchObject({ code, places: expect.arrayContaining([expect.objectContaining({ pointer })]) });
  expect(here.ingest.sent).toEqual([]);
  expect(await here.users.getMany(['new-user'])).toEqual(new Map());
  await expect(accept(here, {}, 'a-key')).resolves.toMatchObject({ replayed: false });
});

test('publishing twice with one key is publishing once, with the same answer', async () => {
  const here = await aWorldWithAda();

  const first = await accept(here, {}, 'k1');
  here.pass(3600);
  const second = await accept(here, {}, '"k1"');

  expect(second).toEqual({ body: first.body, replayed: true });
  expect(here.ingest.sent).toHaveLength(1);
});

test('the same key with another body is refused, and another caller may use it', async () => {
  const here = await aWorldWithAda();
  await accept(here, {}, 'k1');

  await expect(accept(here, { priority: 'low' }, 'k1')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  await expect(accept(here, {}, 'k1', anApiKey({ id: 'key_other' }))).resolves.toMatchObject({ replayed: false });
});

test('a repetition is answered again although its users cannot be read, and a first call is not', async () => {
  const here = await aWorldWithAda();
  const first = await accept(here, {}, 'k1');
  const unreadable = {
    ...here,
    users: { ...here.users, getMany: () => Promise.reject(new RetryableError('the table is busy')) },
  };

  expect(await accept(unreadable, {}, 'k1')).toEqual({ body: first.body, replayed: true });
  await expect(accept(unreadable, {}, 'k2')).rejects.toThrow('the table is busy');

  await expect(accept(here, {}, 'k2')).resolves.toMatchObject({ replayed: false });
  expect(here.ingest.sent).toHaveLength(2);
});

test('of twenty at once with one key, one is accepted and nobody gets another answer', async () => {
  const here = await aWorldWithAda();

  const calls = await Promise.allSettled(Array.from({ length: 20 }, () => accept(here, {}, 'k1')));

  const answers = calls.flatMap((call) => (call.status === 'fulfilled' ? [call.value.body.id] : []));
  expect(new Set(answers).size).toBe(1);
  expect(here.ingest.sent).toHaveLength(1);
  for (const call of calls) if (call.status === 'rejected') expect(call.reason).toMatchObject({ code: 'idempotency_key_in_use' });
});

test('a queue that does not answer makes it "try again", and the second try has the same ids', async () => {
  const here = await aWorldWithAda();
  here.ingest.refuseNext();

  await expect(accept(here, {}, 'k1')).rejects.toThrow(RetryableError);
  here.pass(5);
  const { body } = await accept(here, {}, 'k1');

  expect(here.ingest.sent).toMatchObject([
    { requestId: body.id, requestedAt: new Date(here.now().getTime() - 5000).toISOString() },
  ]);
});

test('a test key marks what it publishes', async () => {
  const here = await aWorldWithAda();

  await accept(here, {}, undefined, anApiKey({ kind: 'test' }));

  expect(here.ingest.sent).toMatchObject([{ test: true }]);
});

test('all that is wrong is told at once, with the code of what comes first', async () => {
  const here = await aWorldWithAda();
  const wrong = {
    data: { title: 'Hello' },
    send_at: '2040-01-01T00:00:00Z',
    recipients: ['hopper', { id: 'x', email: 'y', phone: '+4412345', nick: 'X' }],
    callback: `wh_${'0'.repeat(26)}`,
  };

  const refusal = accept(here, wrong);

  await expect(refusal).rejects.toMatchObject({ code: 'payload_invalid' });
  const places = await refusal.catch(({ places }) => places.map(({ pointer }: { pointer: string }) => pointer).sort());
  expect(places).toEqual([
    '/callback',
    '/data/body',
    '/recipients/0',
    '/recipients/1/email',
    '/recipients/1/nick',
    '/recipients/1/phone',
    '/send_at',
  ]);
  await expect(accept(here, { ...wrong, workflow: 'nope' })).rejects.toMatchObject({ code: 'workflow_unknown' });
});
