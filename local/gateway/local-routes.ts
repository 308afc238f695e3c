import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { BusEvent } from '../emulators/providers/event-bus.ts';
import { FaultOrder, type Faults } from '../emulators/providers/faults.ts';
import type { SesAccount } from '../emulators/providers/ses.ts';
import { FunctionFailed } from '../functions/function-process.ts';
import type { ListedChannel } from '../lists/channels.ts';
import type { PausedQueue } from '../lists/paused.ts';
import type { RecentNotification } from '../lists/recent.ts';
import type { ListedTopic } from '../lists/topics.ts';
import type { ListedUser } from '../lists/users.ts';
import type { WaitingNotification } from '../lists/waiting.ts';
import { BodyTooLarge, readBody } from '../read-body.ts';
import { NoSample } from '../sam/sent-email.ts';
import type { HttpAnswer } from './http-answer.ts';
import {
  functionShape,
  jobShape,
  queueShape,
  recentShape,
  type ShownFunction,
  type ShownJob,
  type ShownQueue,
  sesShape,
  waitingShape,
} from './local-shapes.ts';
import { mailPage } from './mail-page.ts';
import { answerMail, type MailDeps } from './mail-routes.ts';
import { type RefusedOrigin, wayOut } from './refused-origins.ts';
import type { WorkflowsAnswer } from './workflows-answer.ts';

/** What the local system's own addresses show and move. */
export type LocalDeps = MailDeps & {
  faults: Faults;
  sesAccount: SesAccount;
  /** Lists what was put on a bus since the start, newest first. */
  events: () => BusEvent[];
  queues: () => ShownQueue[];
  functions: () => ShownFunction[];
  /** Kills the processes of the functions with this name; nothing when there is none. */
  kill: (name: string) => Promise<number> | undefined;
  jobs: () => Promise<ShownJob[]>;
  /** Runs a job; nothing when there is none of this name. */
  run: (job: string, time: Date) => Promise<unknown> | undefined;
  refusedOrigins: () => RefusedOrigin[];
  users: () => Promise<ListedUser[]>;
  topics: () => Promise<ListedTopic[]>;
  waiting: () => Promise<WaitingNotification[]>;
  recent: () => Promise<RecentNotification[]>;
  paused: () => Promise<PausedQueue[]>;
  channels: () => ListedChannel[];
  workflows: () => WorkflowsAnswer;
  /** Makes an event for the function that SAM calls so; nothing when there is none of this name. */
  sampleEvent: (name: string) => Promise<unknown>;
  sampleNames: () => string[];
  /** What the operator's command line needs to act on the local stack, and the settings that it was started with. */
  stack: () => Record<'outputs' | 'environment' | 'settings', Record<string, string>>;
  /** Answers what a deployed stage's console has as well; nothing for any other address. */
  view: (call: { method: string; path: string; body: () => Promise<unknown> }) => Promise<HttpAnswer | undefined>;
  /** Calls the deployed API as the app's server would. */
  callApi: (method: string, path: string) => Promise<{ status: number; body: unknown }>;
};

/** A request to one of the local system's own addresses. */
type Call = {
  query: URLSearchParams;
  path: string;
  body: () => Promise<unknown>;
  /** What a form of the console sends. */
  form: () => Promise<URLSearchParams>;
  deps: LocalDeps;
};

/** The call cannot be answered as asked. */
class Wrong extends Error {
  override readonly name = 'Wrong';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const TokenOrder = z.strictObject({ user: z.string().min(1) });
const RunOrder = z.strictObject({ job: z.string().min(1), time: z.iso.datetime({ offset: true }).optional() });
const SesOrder = z.strictObject({
  per_second: z.number().positive().max(10_000).optional(),
  unverified: z.array(z.string().min(1)).optional(),
});
const KillOrder = z.strictObject({ function: z.string().min(1) });

const addresses: Readonly<Record<string, (call: Call) => Promise<HttpAnswer> | HttpAnswer>> = {
  'POST /local/token': async ({ body, deps }) => {
    const { user } = TokenOrder.parse(await body());
    const answer = await deps.callApi('POST', `/v1/users/${encodeURIComponent(user)}/tokens`);
    return json(answer.body, answer.status);
  },
  'GET /local/outbox': async ({ query, deps }) => json({ data: await deps.outbox.list(Object.fromEntries(query)) }),
  'DELETE /local/outbox': ({ deps }) => {
    deps.outbox.empty();
    return nothing();
  },
  'GET /local/events': ({ deps }) => json({ data: deps.events() }),
  'GET /local/queues': ({ deps }) => json({ data: deps.queues().map(queueShape) }),
  'GET /local/functions': ({ deps }) => json({ data: deps.functions().map(functionShape) }),
  'GET /local/jobs': async ({ deps }) => json({ data: (await deps.jobs()).map(jobShape) }),
  'GET /local/stack': ({ deps }) => json(deps.stack()),
  'GET /local/refused-origins': ({ deps }) =>
    json({ data: deps.refusedOrigins().map(({ origin, askedAt }) => ({ origin, asked_at: askedAt, way_out: wayOut })) }),
  'GET /local/users': async ({ deps }) => json({ data: await deps.users() }),
  'GET /local/topics': async ({ deps }) => json({ data: await deps.topics() }),
  'GET /local/waiting': async ({ deps }) => json({ data: (await deps.waiting()).map(waitingShape) }),
  'GET /local/recent': async ({ deps }) => json({ data: (await deps.recent()).map(recentShape) }),
  'GET /local/paused': async ({ deps }) => json({ data: await deps.paused() }),
  'GET /local/channels': ({ deps }) => json({ data: deps.channels() }),
  'GET /local/workflows': ({ deps }) => json(deps.workflows()),
  'POST /local/mail-page': async ({ form }) => mailPage((await form()).get('html') ?? ''),
  'POST /local/run': async ({ body, deps }) => {
    const { job, time } = RunOrder.parse(await body());
    const run = deps.run(job, time === undefined ? new Date() : new Date(time));
    if (!run) throw new Wrong(404, `there is no job "${job}"; GET /local/jobs lists them`);
    return json({ result: await run });
  },
  'GET /local/faults': ({ deps }) => json({ data: deps.faults.list() }),
  'PUT /local/faults': async ({ body, deps }) => {
    deps.faults.set(FaultOrder.parse(await body()));
    return json({ data: deps.faults.list() });
  },
  'DELETE /local/faults': ({ deps }) => {
    deps.faults.clear();
    return nothing();
  },
  'GET /local/ses': ({ deps }) => json(sesShape(deps.sesAccount)),
  'PUT /local/ses': async ({ body, deps }) => {
    const { per_second: perSecond = deps.sesAccount.perSecond, ...order } = SesOrder.parse(await body());
    Object.assign(deps.sesAccount, { perSecond, ...order });
    return json(sesShape(deps.sesAccount));
  },
  'POST /local/kill': async ({ body, deps }) => {
    const order = KillOrder.parse(await body());
    const killed = deps.kill(order.function);
    if (!killed) throw new Wrong(404, `there is no function "${order.function}"; GET /local/functions lists them`);
    return json({ killed: await killed });
  },
};

/** Whether a path is one of the local system's own. */
export function isLocalPath(path: string): boolean {
  return path === '/local' || path.startsWith('/local/');
}

/** Answers one of the local system's own addresses. What the caller did wrong is said, with the status that fits. */
export async function answerLocal(request: IncomingMessage, path: string, deps: LocalDeps): Promise<HttpAnswer> {
  const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
  try {
    const mail = request.method === 'GET' && (await answerMail(path, request.headers['user-agent'] ?? '', deps));
    if (mail) return mail;
    const sample = /^\/local\/events\/(\w+)$/.exec(path)?.[1];
    if (sample && request.method === 'POST') return await sampleFor(sample, deps);
    const viewed = await deps.view({ method: request.method ?? 'GET', path, body: () => readJson(request) });
    if (viewed) return viewed;
    const address = addresses[`${request.method} ${path}`];
    if (!address) throw new Wrong(404, `there is no ${request.method} ${path} here`);
    return await address({ query, path, deps, body: () => readJson(request), form: () => readForm(request) });
  } catch (error) {
    if (error instanceof Wrong) return json({ message: error.message }, error.status);
    if (error instanceof z.ZodError) return json({ message: z.prettifyError(error) }, 400);
    if (error instanceof BodyTooLarge) return json({ message: error.message }, 413);
    if (error instanceof NoSample) return json({ message: error.message }, 503);
    if (error instanceof FunctionFailed) return json({ message: error.message }, 502);
    throw error;
  }
}

async function sampleFor(name: string, { sampleEvent, sampleNames }: LocalDeps): Promise<HttpAnswer> {
  const event = await sampleEvent(name);
  if (event === undefined) throw new Wrong(404, `there is no function "${name}"; there are: ${sampleNames().join(', ')}`);
  return json(event);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, 64 * 1024)).toString();
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong(400, 'the body is not readable JSON');
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, 1024 * 1024)).toString()); // an e-mail, its signs escaped
}

function json(value: unknown, status = 200): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function nothing(): HttpAnswer {
  return { status: 204, headers: {}, body: '' };
}
