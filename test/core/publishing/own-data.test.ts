import type { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { RetryableError } from '../../../core/errors.ts';
import { recipientsPerPage } from '../../../core/planning/fan-out-recipients.ts';
import { acceptPublish } from '../../../core/publishing/accept-publish.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { readRequest } from '../../../core/publishing/read-request.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { anApiKey, type World, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const hello = { title: 'Hello', body: 'All of you.' };

/** A world in which these are known. */
async function aWorld(...ids: string[]): Promise<World> {
  const here = world();
  for (const id of ids) await here.users.upsert(id, {}, here.now());
  return here;
}

function accept(here: World, recipients: unknown[], data: Record<string, unknown> = hello) {
  const request = { workflow: 'message', recipients, data };
  return acceptPublish({ request, apiKey: anApiKey(), keyHeader: undefined }, { ...here, workflows: workflowByKey });
}

function work(here: World, message: IngestMessage) {
  return ingest(
    message,
    { messageId: 'm1', sentAt: here.now() },
    { ...here, workflows: workflowByKey, smsCountries: ['GB'], retentionDays: 90 },
  );
}

async function drain(here: World): Promise<number> {
  let longest = 0;
  for (let messages = here.ingest.drain(); messages.length > 0; messages = here.ingest.drain()) {
    longest = Math.max(longest, messages.length);
    for (const message of messages) await work(here, message);
  }
  return longest;
}

async function titlesOf(here: World, userId: string): Promise<string[]> {
  const state = await here.feed.state(userId, { fresh: true });
  return (await here.feed.page({ userId, state, status: 'all', archived: false, limit: 9 })).items.map(({ title }) => title);
}

const many = Array.from({ length: 2 * recipientsPerPage + 50 }, (_, n) => `user-${n}`);

test('each recipient is told the data of their own over what all are told', async () => {
  const here = await aWorld('ada');

  const { body } = await accept(here, [{ id: 'ada', data: { title: 'Hello, Ada' } }, { id: 'grace' }]);
  await drain(here);

  expect(body.notifications.map(({ user }) => user)).toEqual(['ada', 'grace']);
  expect([await titlesOf(here, 'ada'), await titlesOf(here, 'grace')]).toEqual([['Hello, Ada'], ['Hello']]);
});

test('one recipient with data of their own is told it too', async () => {
  const here = await aWorld('ada');

  await accept(here, [{ id: 'ada', data: { title: 'Hello, Ada' } }]);
  await drain(here);

  expect(await titlesOf(here, 'ada')).toEqual(['Hello, Ada']);
});

test('more than a page go page by page, once each, whatever is worked on twice', async () => {
  const here = await aWorld(...many);

  const { body } = await accept(
    here,
    many.map((id) => ({ id, data: { title: `Hello, ${id}` } })),
  );
  const [whole] = here.ingest.sent;
  const longest = await drain(here);
  await work(here, whole as IngestMessage);
  await drain(here);

  expect(longest).toBe(recipientsPerPage + 1);
  const titles = await Promise.all(many.map((id) => titlesOf(here, id)));
  expect(titles).toEqual(many.map((id) => [`Hello, ${id}`]));
  expect(await readRequest({ id: body.id }, here)).toMatchObject({ accepted: many.length, fanned_out: true });
});

test('a page whose successor was not taken is done again, and nobody is left out', async () => {
  const here = world();
  await accept(
    here,
    many.map((id) => ({ id })),
  );
  const [whole] = here.ingest.drain();
  here.ingest.refuseNext();

  await expect(work(here, whole as IngestMessage)).rejects.toThrow(RetryableError);
  await work(here, whole as IngestMessage);
  await drain(here);

  const counts = await Promise.all(many.map(async (id) => (await titlesOf(here, id)).length));
  expect(new Set(counts)).toEqual(new Set([1]));
});

test('what all are told need not be whole when everybody has the rest of their own', async () => {
  const here = await aWorld('ada');

  const { body } = await accept(here, [{ id: 'ada', data: { title: 'Hello, Ada' } }], { body: 'To you.' });

  expect(body.refused).toEqual([]);
  await expect(accept(here, ['ada', { id: 'grace', data: { title: 'Hi' } }], { body: 'To you.' })).rejects.toMatchObject({
    code: 'payload_invalid',
    places: [{ pointer: '/data/title' }],
  });
});

test('data of their own that is wrong costs its recipient alone, with all that is wrong with them', async () => {
  const here = world();

  const { body } = await accept(here, [
    { id: 'ada' },
    { id: 'grace', email: 'no address', data: { title: 7, bcc: 'x' } },
    { id: 'joan', data: { url: 'javascript:alert(1)' } },
    { id: 'mary', data: 'Hello' },
  ]);
  await drain(here);

  expect(body.notifications.map(({ user }) => user)).toEqual(['ada']);
  expect(body.refused.map(({ pointer }) => pointer).sort()).toEqual([
    '/recipients/1/data/bcc',
    '/recipients/1/data/title',
    '/recipients/1/email',
    '/recipients/2',
    '/recipients/2/data/url',
    '/recipients/3/data',
  ]);
  expect(await here.users.getMany(['grace', 'joan', 'mary'])).toEqual(new Map());
});

test('data of their own creates nobody, as an address beside it does', async () => {
  const here = await aWorld();

  const { body } = await accept(here, [
    { id: 'ada', data: { title: 'Hello, Ada' } },
    { id: 'grace', email: 'grace@example.com', data: { title: 'Hello, Grace' } },
  ]);

  expect(body.notifications.map(({ user }) => user)).toEqual(['grace']);
  expect(body.refused).toMatchObject([{ pointer: '/recipients/0', code: 'recipient_unknown', user: 'ada' }]);
});

test('when nobody is left, all that is wrong is told', async () => {
  const refusal = accept(world(), [{ id: 'ada', data: { title: 7 } }, 'hopper']);

  await expect(refusal).rejects.toMatchObject({
    code: 'recipients_refused',
    places: expect.arrayContaining([
      expect.objectContaining({ pointer: '/recipients/0/data/title' }),
      expect.objectContaining({ pointer: '/recipients/1' }),
    ]),
  });
});

test('of very many refusals the answer names each recipient once, so that it can be remembered', async () => {
  const here = world();
  const wrong = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`unknown_field_${n}`, n]));

  const { body } = await accept(
    here,
    ['ada', ...many].map((id) => ({ id, ...(id !== 'ada' && { data: wrong }) })),
  );

  expect(body.notifications).toHaveLength(1);
  expect(body.refused.map(({ pointer }) => pointer)).toEqual(many.map((_, index) => `/recipients/${index + 1}`));
  expect(JSON.stringify(body.refused).length).toBeLessThan(100_000);
});

test('text that is too long for a channel is told of the recipient who would have got it', async () => {
  const workflow = aWorkflow({ sms: ({ name }) => name.repeat(9) });

  const { body } = await acceptPublish(
    {
      request: {
        workflow: 'greeting',
        channels: ['inbox', 'sms'],
        recipients: [{ id: 'ada' }, { id: 'grace', data: { name: 'x'.repeat(100) } }],
        data: { name: 'Ada' },
      },
      apiKey: anApiKey(),
      keyHeader: undefined,
    },
    { ...(await aWorld('grace')), workflows: new Map([['greeting', workflow as unknown as Workflow]]) },
  );

  expect(body.skipped).toMatchObject([{ channel: 'sms', reason: 'content_too_long', user: 'grace' }]);
});
