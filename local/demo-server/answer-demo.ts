import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { BellhopError, tokenAnswer } from '../../sdk/node/index.ts';
import { localSubscription } from '../emulators/providers/push/web-push.ts';
import { emptyAnswer, type HttpAnswer, jsonAnswer } from '../gateway/http-answer.ts';
import { findRoute } from '../gateway/route-table.ts';
import { answerWrong, readJson, WrongCall } from '../gateway/wrong-call.ts';
import type { AddressesAnswer, BoardAnswer, FateAnswer, SessionAnswer } from './answers.ts';
import { changeRepair } from './change-repair.ts';
import type { Demo } from './demo.ts';
import { people, RepairChange, SignedIn } from './repair.ts';

/** A call of the demo's page, by whom. */
type Call = { demo: Demo; user: SignedIn; params: Record<string, string>; body: () => Promise<unknown> };

const Who = z.strictObject({ user: SignedIn });
const Addresses = z.strictObject({ email: z.string(), phone: z.string() });
const Browser = z.strictObject({ id: z.uuid() });

/** What takes a session. */
const routes: Readonly<Record<string, (call: Call) => Promise<HttpAnswer> | HttpAnswer>> = {
  'GET /demo/api/board': ({ demo }) => jsonAnswer(boardAnswer(demo)),
  'POST /demo/api/repairs/{number}': changeAndAnswer,
  'GET /demo/api/notifications/{id}': async ({ demo, params: { id = '' } }) => jsonAnswer(await fateOf(demo, id)),
  'GET /demo/api/addresses': async ({ demo, user }) => jsonAnswer(await addressesOf(demo, user)),
  'PUT /demo/api/addresses': async ({ demo, user, body }) => {
    await demo.bellhop.users.put(user, Addresses.parse(await body()));
    return jsonAnswer(await addressesOf(demo, user));
  },
  'POST /demo/api/push-subscription': async ({ demo, user, body }) => {
    const { id } = Browser.parse(await body());
    return jsonAnswer(localSubscription(`demo-${user}-${id}`, demo.pushService));
  },
};

/** Whether a path is one of the demo's server. */
export function isDemoPath(path: string): boolean {
  return path.startsWith('/demo/api/');
}

/** Answers the demo's page. */
export async function answerDemo(request: IncomingMessage, path: string, demo: Demo): Promise<HttpAnswer> {
  const body = () => readJson(request, 16 * 1024);
  const user = demo.sessions.userOf(request.headers.authorization);
  try {
    if (path === '/demo/api/session') return await answerSession(request, demo, body);
    if (path === '/demo/api/bellhop-token') return await giveToken(demo, user);
    const found = findRoute(Object.keys(routes), request.method ?? 'GET', path);
    const route = found && routes[found.routeKey];
    if (!found || !route) throw new WrongCall(404, `there is no ${request.method} ${path} here`);
    if (user === undefined) return jsonAnswer({ message: 'sign in first' }, 401);
    return await route({ demo, user, params: found.pathParameters, body });
  } catch (error) {
    return failed(error);
  }
}

/** Signs in and out. Everybody at the workshop is made known to Bellhop, so that notifications can name them. */
async function answerSession({ method, headers }: IncomingMessage, demo: Demo, body: Call['body']): Promise<HttpAnswer> {
  if (method !== 'POST') {
    demo.sessions.close(headers.authorization ?? '');
    return emptyAnswer();
  }
  const { user } = Who.parse(await body());
  await demo.bellhop.users.bulk(Object.entries(people).map(([id, name]) => ({ id, name })));
  return jsonAnswer({ session: demo.sessions.open(user), user } satisfies SessionAnswer);
}

/** Gives the bell its token: what an app's server does with `tokenAnswer`, whatever it is made with. */
async function giveToken({ bellhop }: Demo, user: SignedIn | undefined): Promise<HttpAnswer> {
  const { status, headers, body } = await tokenAnswer(bellhop, user);
  return { status, headers, body };
}

async function changeAndAnswer({ demo, user, params: { number = '' }, body }: Call): Promise<HttpAnswer> {
  const change = RepairChange.parse(await body()); // first: the repair may change while the body is on its way
  const repair = demo.board.find(number);
  if (repair === undefined) throw new WrongCall(404, `there is no repair "${number}"`);
  await changeRepair(demo, repair, { by: user, change });
  return jsonAnswer(boardAnswer(demo));
}

/** Reads one of the demo's own notifications: a page may not read everybody's. */
async function fateOf({ bellhop, publishes }: Demo, id: string): Promise<FateAnswer> {
  if (!publishes.has(id)) throw new WrongCall(404, `the demo has published no "${id}"`);
  try {
    const notification = await bellhop.notifications.get(id);
    if (notification.batch?.joined !== undefined) publishes.noteBatch(notification.batch.joined);
    return { notification };
  } catch (error) {
    if (error instanceof BellhopError && error.code === 'not_found') return {};
    throw error;
  }
}

function boardAnswer({ board, publishes }: Demo): BoardAnswer {
  return { repairs: board.list(), told: publishes.list() };
}

async function addressesOf({ bellhop }: Demo, user: SignedIn): Promise<AddressesAnswer> {
  const { email = '', phone = '' } = await bellhop.users.get(user);
  return { email, phone };
}

function failed(error: unknown): HttpAnswer {
  const wrong = answerWrong(error);
  if (wrong) return wrong;
  if (error instanceof BellhopError) return jsonAnswer({ message: error.message }, error.status ?? 502);
  throw error;
}
