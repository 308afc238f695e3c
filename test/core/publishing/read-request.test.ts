import type { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { RequestAnswer } from '../../../contract/publishing/requests.ts';
import { acceptPublish } from '../../../core/publishing/accept-publish.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { readRequest } from '../../../core/publishing/read-request.ts';
import { deleteUser } from '../../../core/users/delete-user.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { anApiKey, type World, world } from '../../world.ts';

const data = { title: 'Water is off', body: 'Until noon.' };

async function aWorldWith(...ids: string[]): Promise<World> {
  const here = world();
  for (const id of ids) {
    await here.users.upsert(id, { email: `${id}@example.com` }, here.now());
    await here.topics.subscribe({ topic: 'all', userId: id });
  }
  return here;
}

async function publish(here: World, request: object) {
  const whole = { workflow: 'message', data, ...request };
  const { body } = await acceptPublish(
    { request: whole, apiKey: anApiKey(), keyHeader: undefined },
    { ...here, workflows: workflowByKey },
  );
  return body;
}

function work(here: World, message: IngestMessage) {
  const deps = { ...here, workflows: workflowByKey, smsCountries: ['GB'], retentionDays: 90 };
  return ingest(message, { messageId: 'm1', sentAt: here.now() }, deps);
}

/** Works off the ingest queue, or the first messages of it only. */
async function drain(here: World, { times = 1, most = Number.POSITIVE_INFINITY } = {}): Promise<void> {
  let done = 0;
  for (let messages = here.ingest.drain(); messages.length > 0; messages = here.ingest.drain()) {
    for (const message of messages) {
      if (done === most) return;
      for (let time = 0; time < times; time += 1) await work(here, message);
      done += 1;
    }
  }
}

/** As it goes out: without what is undefined, and of the shape that is described. */
async function read(here: World, id: string, cursor?: string) {
  return RequestAnswer.parse(JSON.parse(JSON.stringify(await readRequest({ id, cursor }, here))));
}

test('a publish to one user is found by its request, with where its messages stand', async () => {
  const here = await aWorldWith('ada');
  const published = await publish(here, { recipients: ['ada'] });

  await drain(here);
  const answer = await read(here, published.id);

  expect(published.status_url).toBe(`/v1/requests/${published.id}`);
  expect(answer).toMatchObject({
    id: published.id,
    workflow: 'message',
    test: false,
    accepted: 1,
    fanned_out: true,
    refused: [],
    counts: { notifications: 1, not_dispatched: 0, messages: { inbox: { delivered: 1 }, email: { queued: 1 } } },
    notifications: [{ id: published.notifications[0]?.id, user: 'ada' }],
  });
});

test('what was refused is told with those who were accepted, whose ids are those of the answer', async () => {
  const here = await aWorldWith('ada', 'grace');
  const published = await publish(here, { recipients: ['hopper', 'ada', { id: 'grace', email: 'x' }, 'grace'] });
  await drain(here);

  const answer = await read(here, published.id);

  expect(answer.notifications.map(({ id }) => id)).toEqual(published.notifications.map(({ id }) => id).sort());
  expect(answer.refused.map(({ pointer, code }) => [pointer, code])).toEqual(
    published.refused.map(({ pointer, code }) => [pointer, code]),
  );
  expect(answer.refused.length).toBeGreaterThan(0);
  expect(JSON.stringify(answer.refused)).not.toContain('"user"');
});

test('one who was accepted beside one who was refused is a request as well', async () => {
  const here = await aWorldWith('ada');
  const { id } = await publish(here, { recipients: ['ada', 'hopper'] });
  await drain(here);

  expect(await read(here, id)).toMatchObject({ accepted: 1, refused: [{ pointer: '/recipients/1', code: 'recipient_unknown' }] });
});

test('those who are not dispatched yet are listed and counted as such', async () => {
  const here = await aWorldWith('ada', 'grace');
  const { id } = await publish(here, { recipients: ['ada', 'grace'] });

  await drain(here, { most: 2 }); // the fan-out, and one of two
  const answer = await read(here, id);

  expect(answer).toMatchObject({ accepted: 2, counts: { notifications: 2, not_dispatched: 1 } });
  expect(answer.notifications.map(({ messages }) => messages.length).sort()).toEqual([0, 2]);
});

test('a topic of 250 is read in three pages, its counts are of all, and working twice counts once', async () => {
  const ids = Array.from({ length: 250 }, (_, n) => `user-${String(n).padStart(3, '0')}`);
  const here = await aWorldWith(...ids);
  const { id } = await publish(here, { topic: 'all' });

  await drain(here, { times: 2 });
  const first = await read(here, id);
  const second = await read(here, id, first.next_cursor);
  const third = await read(here, id, second.next_cursor);

  const pages = [first, second, third];
  expect(pages.map(({ notifications }) => notifications.length)).toEqual([100, 100, 50]);
  expect(new Set(pages.flatMap(({ notifications }) => notifications.map(({ user }) => user)))).toEqual(new Set(ids));
  expect(first).toMatchObject({
    topic: 'all',
    accepted: 250,
    fanned_out: true,
    counts: { notifications: 250, not_dispatched: 0, messages: { inbox: { delivered: 250 } } },
  });
  expect(second.counts).toBeUndefined();
  expect(third.next_cursor).toBeUndefined();
});

test('a topic that is still being fanned out says so', async () => {
  const here = await aWorldWith(...Array.from({ length: 150 }, (_, n) => `user-${n}`));
  const { id } = await publish(here, { topic: 'all' });

  await drain(here, { most: 1 });

  expect(await read(here, id)).toMatchObject({ accepted: 100, fanned_out: false, counts: { not_dispatched: 100 } });
});

test('counts stop at 500 and say so', async () => {
  const here = await aWorldWith(...Array.from({ length: 510 }, (_, n) => `user-${n}`));
  const { id } = await publish(here, { topic: 'all' });
  await drain(here);

  const answer = await read(here, id);

  expect(answer).toMatchObject({ accepted: 510, fanned_out: true, counts: { notifications: 500 } });
});

test('a topic without subscribers is a request that makes nothing', async () => {
  const here = await aWorldWith();
  const { id } = await publish(here, { topic: 'nobody' });
  await drain(here);

  expect(await read(here, id)).toMatchObject({ accepted: 0, fanned_out: true, notifications: [] });
});

test('of a user who was deleted there is no id and no message left in it', async () => {
  const here = await aWorldWith('ada', 'grace');
  const { id } = await publish(here, { recipients: ['ada', 'grace'] });
  await drain(here);

  await deleteUser('ada', { ...here });
  const answer = await read(here, id);

  expect(JSON.stringify(answer)).not.toContain('ada');
  expect(answer.notifications.map(({ user }) => user ?? '').sort()).toEqual(['', 'grace']);
});

test('a request that was never made is not found', async () => {
  const id = 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D';

  await expect(readRequest({ id }, await aWorldWith())).rejects.toMatchObject({ code: 'not_found' });
});

test.each(['', 'p', 'p0', 'p-1', 'P1', 'p001', 'p99', 'x'])('the cursor "%s" was never issued', async (cursor) => {
  const here = await aWorldWith('ada');
  const { id } = await publish(here, { recipients: ['ada'] });
  await drain(here);

  await expect(readRequest({ id, cursor }, here)).rejects.toMatchObject({ code: 'cursor_invalid' });
});
