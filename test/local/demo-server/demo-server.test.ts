import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { answerDemo } from '../../../local/demo-server/answer-demo.ts';
import { openBoard } from '../../../local/demo-server/board.ts';
import { type Demo, makeDemo } from '../../../local/demo-server/demo.ts';
import { keepPublishes } from '../../../local/demo-server/publishes.ts';
import { Bellhop } from '../../../sdk/node/index.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

type Asked = { method: string; path: string; body: Record<string, unknown> };
type Answers = (asked: Asked) => { status: number; body?: unknown } | undefined;

const accepted: Answers = ({ path, body }) => {
  const [user = ''] = (body.recipients as string[] | undefined) ?? [];
  if (path !== '/v1/notifications') return undefined;
  return {
    status: 202,
    body: { id: 'req_1', status_url: '/v1/requests/req_1', notifications: [{ id: `ntf_${user}`, user }], refused: [] },
  };
};

/** The demo's server over a Bellhop that answers as told, and otherwise takes everything; with what it was asked. */
function aDemo(answers: Answers = accepted, dataFolder = scratchFolder()) {
  const asked: Asked[] = [];
  const bellhop = new Bellhop({
    url: 'http://127.0.0.1:1',
    key: 'bh_live_local',
    wait: async () => {},
    fetch: async (url, init) => {
      const call = {
        method: init?.method ?? 'GET',
        path: new URL(String(url)).pathname,
        body: JSON.parse(String(init?.body ?? '{}')),
      };
      asked.push(call);
      const { status, body = {} } = answers(call) ?? accepted(call) ?? { status: 200, body: { canceled: [], too_late: [] } };
      return Response.json(body, { status });
    },
  });
  const made = makeDemo({ api: 'http://127.0.0.1:1', pushService: 'http://127.0.0.1:2', dataFolder });
  const demo: Demo = { ...made, bellhop, publishes: keepPublishes(bellhop) };
  const publishes = () => asked.filter(({ path }) => path === '/v1/notifications').map(({ body }) => body);
  return { demo, asked, publishes };
}

async function call(demo: Demo, route: string, { user, body }: { user?: 'ada' | 'grace'; body?: unknown } = {}) {
  const [method = '', path = ''] = route.split(' ');
  const headers = user === undefined ? {} : { authorization: `Session ${demo.sessions.open(user)}` };
  const request = Object.assign(Readable.from([Buffer.from(JSON.stringify(body ?? {}))]), {
    method,
    headers,
  }) as unknown as IncomingMessage;
  const answer = await answerDemo(request, `/demo/api/${path}`, demo);
  return { status: answer.status, body: answer.body === '' ? undefined : JSON.parse(String(answer.body)) };
}

const change = (demo: Demo, user: 'ada' | 'grace', body: unknown, number = 'R-1046') =>
  call(demo, `POST repairs/${number}`, { user, body });

test('an assigned repair is told to its technician, by whom, with the way back to it', async () => {
  const { demo, publishes } = aDemo();

  const { status, body } = await change(demo, 'ada', { do: 'assign', to: 'grace' });

  expect(status).toBe(200);
  expect(body.told).toMatchObject([{ by: 'ada', wrote: 'assigned', notifications: [{ id: 'ntf_grace', user: 'grace' }] }]);
  expect(publishes()).toMatchObject([
    {
      workflow: 'repair-assigned',
      recipients: ['grace'],
      actor: 'ada',
      data: { link: 'http://127.0.0.1:1/demo#/repairs/R-1046' },
    },
  ]);
});

test('nobody is told of what they did themselves', async () => {
  const { demo, publishes } = aDemo();

  await change(demo, 'ada', { do: 'assign', to: 'ada' });
  await change(demo, 'ada', { do: 'approve' });
  await change(demo, 'ada', { do: 'comment', text: 'A note to @Ada, myself' });

  expect(publishes()).toMatchObject([{ workflow: 'repair-commented', recipients: ['grace'] }]);
});

test('what is so already is told once', async () => {
  const { demo, publishes } = aDemo();

  for (const step of [{ do: 'assign', to: 'grace' }, { do: 'approve' }, { do: 'finish' }])
    await Promise.all([change(demo, 'ada', step), change(demo, 'ada', step)]);

  expect(publishes().map(({ workflow }) => workflow)).toEqual(['repair-assigned', 'repair-approved', 'message']);
});

test('who is mentioned is told that, and not of the comment as well', async () => {
  const { demo, publishes } = aDemo();

  await change(demo, 'grace', { do: 'comment', text: '@ada, is it urgent?' });

  expect(publishes()).toMatchObject([{ workflow: 'message', recipients: ['ada'], actor: 'grace' }]);
});

test('what four colleagues write is told one by one, so that it can be gathered, and is there for both', async () => {
  const { demo, publishes } = aDemo();

  const { body } = await change(demo, 'ada', { do: 'team-comments' });

  expect(publishes()).toMatchObject(
    ['sam', 'lin', 'noor', 'mia'].map((actor) => ({ actor, recipients: ['grace'], workflow: 'repair-commented' })),
  );
  expect(body.repairs.find(({ number }: { number: string }) => number === 'R-1046').comments).toHaveLength(4);
});

test('a reminder is taken back by another date, another technician and the end of the repair, each with a key of its own', async () => {
  const { demo, asked, publishes } = aDemo();
  const due = (at: string | null) => change(demo, 'ada', { do: 'due', at });
  const reminders = () => publishes().filter(({ send_at }) => send_at !== undefined);
  const canceled = () => asked.filter(({ path }) => path === '/v1/notifications/cancel').map(({ body }) => body.cancellation_key);

  await due('2999-03-15T16:00:00.000Z'); // nobody has it yet
  await change(demo, 'ada', { do: 'assign', to: 'grace' });
  await due('2999-03-16T16:00:00.000Z');
  await change(demo, 'grace', { do: 'assign', to: 'ada' });
  await change(demo, 'ada', { do: 'approve' });
  await change(demo, 'ada', { do: 'finish' });

  expect(reminders().map(({ recipients, send_at }) => [recipients, send_at])).toEqual([
    [['grace'], '2999-03-15T16:00:00.000Z'],
    [['grace'], '2999-03-16T16:00:00.000Z'],
    [['ada'], '2999-03-16T16:00:00.000Z'],
  ]);
  expect(new Set(canceled()).size).toBe(3);
  expect(canceled()).toEqual(reminders().map(({ cancellation_key }) => cancellation_key));
});

test('a date that is past reminds nobody, nor does no date', async () => {
  const { demo, publishes } = aDemo();

  await change(demo, 'ada', { do: 'due', at: '2020-03-15T16:00:00.000Z' }, 'R-1043');
  await change(demo, 'ada', { do: 'due', at: null }, 'R-1043');

  expect(publishes()).toEqual([]);
});

test('with workflows of the owner alone, the first of them goes with its example', async () => {
  const { demo, publishes } = aDemo(({ path, body }) => {
    if (path === '/v1/workflows') return { status: 200, body: { data: [{ key: 'invoice-due', example: { amount: 12 } }] } };
    if (body.workflow === 'repair-assigned') return { status: 404, body: { code: 'workflow_unknown', detail: 'there is none' } };
    return undefined;
  });

  const { body } = await change(demo, 'ada', { do: 'assign', to: 'grace' });

  expect(publishes().at(-1)).toEqual({ workflow: 'invoice-due', data: { amount: 12 }, recipients: ['grace'] });
  expect(body.told).toMatchObject([{ wasFallback: true, notifications: [{ user: 'grace' }] }]);
});

test('what Bellhop refuses is shown, and what the user did is done', async () => {
  const { demo } = aDemo(({ path }) =>
    path === '/v1/notifications' ? { status: 400, body: { code: 'channel_unsupported', detail: 'push is off' } } : undefined,
  );

  const { status, body } = await change(demo, 'ada', { do: 'assign', to: 'grace' });

  expect(status).toBe(200);
  expect(body.told).toMatchObject([{ refused: 'channel_unsupported: push is off', notifications: [] }]);
  expect(demo.board.find('R-1046')?.assignee).toBe('grace');
});

test('nobody who is not signed in is answered, nor is a notification that the demo did not publish', async () => {
  const { demo } = aDemo();

  expect(await call(demo, 'GET board')).toMatchObject({ status: 401 });
  expect((await answerDemo(aRequest('POST'), '/demo/api/bellhop-token', demo)).status).toBe(401);
  expect(await call(demo, 'GET notifications/ntf_of_others', { user: 'ada' })).toMatchObject({ status: 404 });
  expect(await call(demo, 'GET nothing', { user: 'ada' })).toMatchObject({ status: 404 });
  expect(await change(demo, 'ada', { do: 'vanish' })).toMatchObject({ status: 400 });
  expect(await change(demo, 'ada', { do: 'approve' }, 'R-1')).toMatchObject({ status: 404 });
});

test('signing in makes everybody known by name, and a session ends when its user signs out', async () => {
  const { demo, asked } = aDemo();

  const { body } = await call(demo, 'POST session', { body: { user: 'ada' } });
  const authorization = `Session ${body.session}`;

  expect(asked).toMatchObject([{ body: { users: expect.arrayContaining([{ id: 'grace', name: 'Grace Hopper' }]) } }]);
  expect(demo.sessions.userOf(authorization)).toBe('ada');
  await answerDemo(aRequest('DELETE', { authorization }), '/demo/api/session', demo);
  expect(demo.sessions.userOf(authorization)).toBeUndefined();
});

test('the board is as it was after another start', async () => {
  const dataFolder = scratchFolder();
  const { demo } = aDemo(accepted, dataFolder);

  await change(demo, 'ada', { do: 'assign', to: 'grace' });

  expect(openBoard(join(dataFolder, 'demo-board.json')).find('R-1046')).toMatchObject({ assignee: 'grace' });
});

function aRequest(method: string, headers: Record<string, string> = {}): IncomingMessage {
  return Object.assign(Readable.from([Buffer.from('{}')]), { method, headers }) as unknown as IncomingMessage;
}
