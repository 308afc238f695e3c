import { RetryableError } from '../../../core/errors.ts';
import { acceptPublish } from '../../../core/publishing/accept-publish.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { readRequest } from '../../../core/publishing/read-request.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { anApiKey, type World, world } from '../../world.ts';

const said = { title: 'Hello', body: 'All of you.' };
const row = (id: string, data = {}) => ({ id, data, idempotency_key: `row of ${id}` });

async function aWorld(): Promise<World> {
  const here = world();
  for (const id of ['ada', 'grace', 'lin']) await here.users.upsert(id, {}, here.now());
  return here;
}

async function accept(here: World, recipients: unknown[], { data = said, caller = 'key_1' }: Asked = {}) {
  const request = { workflow: 'message', recipients, data };
  const apiKey = anApiKey({ id: caller });
  return (await acceptPublish({ request, apiKey, keyHeader: undefined }, { ...here, workflows: workflowByKey })).body;
}
type Asked = { data?: typeof said; caller?: string };

/** Works off what is queued, and answers how many items each user's inbox has. */
async function inboxes(here: World): Promise<Record<string, number>> {
  const deps = { ...here, workflows: workflowByKey, smsCountries: [], retentionDays: 90 };
  for (let messages = here.ingest.drain(); messages.length > 0; messages = here.ingest.drain())
    for (const message of messages) await ingest(message, { messageId: 'm1', sentAt: here.now() }, deps);
  const counts = await Promise.all(
    ['ada', 'grace', 'lin'].map(async (userId) => {
      const state = await here.feed.state(userId, { fresh: true });
      const { items } = await here.feed.page({ userId, state, status: 'all', archived: false, limit: 9 });
      return [userId, items.length];
    }),
  );
  return Object.fromEntries(counts);
}

test('who comes again by their key is told nothing twice, whoever is with them', async () => {
  const here = await aWorld();

  const first = await accept(here, [row('ada'), row('grace')]);
  here.pass(60);
  const second = await accept(here, [row('lin'), row('ada')]);

  expect(second.notifications).toEqual([
    { id: expect.any(String), user: 'lin' },
    { ...first.notifications[0], repeated: true },
  ]);
  expect(await inboxes(here)).toEqual({ ada: 1, grace: 1, lin: 1 });
  expect(await readRequest({ id: second.id }, here)).toMatchObject({ accepted: 1 });
});

test('a call that was cut off before it was queued is made up for by the next one with the same row', async () => {
  const here = await aWorld();
  here.ingest.refuseNext();

  await expect(accept(here, [row('ada'), row('grace')])).rejects.toThrow(RetryableError);
  here.pass(60);
  await accept(here, [row('ada')]);
  await accept(here, [row('ada'), row('grace'), row('lin')]);

  expect(await inboxes(here)).toEqual({ ada: 1, grace: 1, lin: 1 });
});

test('of what came before alone, the request that made it is answered', async () => {
  const here = await aWorld();
  const first = await accept(here, [row('ada'), row('grace')]);

  const again = await accept(here, [row('grace')]);

  expect(again).toMatchObject({ id: first.id, status_url: first.status_url });
});

test('a key counts for a day, and for its caller', async () => {
  const here = await aWorld();

  await accept(here, [row('ada')]);
  const other = await accept(here, [row('ada')], { caller: 'key_2' });
  here.pass(86_400);
  const nextDay = await accept(here, [row('ada')]);

  expect([...other.notifications, ...nextDay.notifications].filter(({ repeated }) => repeated)).toEqual([]);
  expect(await inboxes(here)).toMatchObject({ ada: 3 });
});

test('a key that came with something else costs its recipient alone', async () => {
  const here = await aWorld();
  await accept(here, [row('ada')]);
  const other = { ...row('ada'), data: { title: 'Something else' } };

  const { notifications, refused } = await accept(here, [other, row('grace')]);

  expect(notifications.map(({ user }) => user)).toEqual(['grace']);
  expect(refused).toEqual([
    {
      pointer: '/recipients/0/idempotency_key',
      code: 'recipient_invalid',
      detail: 'came with something else before; use a new key for what is new',
      user: 'ada',
    },
  ]);
  await expect(accept(here, [other])).rejects.toMatchObject({ code: 'recipients_refused' });
  await expect(accept(here, [row('ada')], { data: { ...said, title: 'To all' } })).rejects.toMatchObject({
    places: [{ pointer: '/recipients/0/idempotency_key' }],
  });
  expect(await inboxes(here)).toEqual({ ada: 1, grace: 1, lin: 0 });
});

test('two recipients of one call with one key: the second is refused', async () => {
  const here = await aWorld();

  const { notifications, refused } = await accept(here, [row('ada'), { ...row('grace'), idempotency_key: 'row of ada' }]);

  expect([notifications.length, refused.map(({ pointer }) => pointer)]).toEqual([1, ['/recipients/1/idempotency_key']]);
});

test('a key creates nobody', async () => {
  const here = await aWorld();

  await expect(accept(here, [{ id: 'hopper', idempotency_key: 'row 1' }])).rejects.toMatchObject({
    places: [{ pointer: '/recipients/0', detail: expect.stringContaining('no such user is known') }],
  });
});
