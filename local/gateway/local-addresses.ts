import * as z from 'zod';
import { FaultOrder } from '../emulators/providers/faults.ts';
import { emptyAnswer, type HttpAnswer, jsonAnswer } from './http-answer.ts';
import type { LocalDeps } from './local-deps.ts';
import { functionShape, jobShape, queueShape, recentShape, sesShape, waitingShape } from './local-shapes.ts';
import { mailPage } from './mail-page.ts';
import { wayOut } from './refused-origins.ts';
import { WrongCall } from './wrong-call.ts';

/** A request to one of the local system's own addresses. */
type Call = {
  query: URLSearchParams;
  path: string;
  body: () => Promise<unknown>;
  /** What a form of the console sends. */
  form: () => Promise<URLSearchParams>;
  deps: LocalDeps;
};

const TokenOrder = z.strictObject({ user: z.string().min(1) });
const RunOrder = z.strictObject({ job: z.string().min(1), time: z.iso.datetime({ offset: true }).optional() });
const SesOrder = z.strictObject({
  per_second: z.number().positive().max(10_000).optional(),
  unverified: z.array(z.string().min(1)).optional(),
});
const KillOrder = z.strictObject({ function: z.string().min(1) });

/** What each of the local system's own addresses does, by its method and path. */
export const localAddresses: Readonly<Record<string, (call: Call) => Promise<HttpAnswer> | HttpAnswer>> = {
  'POST /local/token': async ({ body, deps }) => {
    const { user } = TokenOrder.parse(await body());
    const answer = await deps.callApi('POST', `/v1/users/${encodeURIComponent(user)}/tokens`);
    return jsonAnswer(answer.body, answer.status);
  },
  'GET /local/outbox': async ({ query, deps }) => jsonAnswer({ data: await deps.outbox.list(Object.fromEntries(query)) }),
  'DELETE /local/outbox': ({ deps }) => {
    deps.outbox.empty();
    return emptyAnswer();
  },
  'GET /local/events': ({ deps }) => jsonAnswer({ data: deps.events() }),
  'GET /local/queues': ({ deps }) => jsonAnswer({ data: deps.queues().map(queueShape) }),
  'GET /local/functions': ({ deps }) => jsonAnswer({ data: deps.functions().map(functionShape) }),
  'GET /local/jobs': async ({ deps }) => jsonAnswer({ data: (await deps.jobs()).map(jobShape) }),
  'GET /local/stack': ({ deps }) => jsonAnswer(deps.stack()),
  'GET /local/refused-origins': ({ deps }) =>
    jsonAnswer({ data: deps.refusedOrigins().map(({ origin, askedAt }) => ({ origin, asked_at: askedAt, way_out: wayOut })) }),
  'GET /local/users': async ({ deps }) => jsonAnswer({ data: await deps.users() }),
  'GET /local/topics': async ({ deps }) => jsonAnswer({ data: await deps.topics() }),
  'GET /local/waiting': async ({ deps }) => jsonAnswer({ data: (await deps.waiting()).map(waitingShape) }),
  'GET /local/recent': async ({ deps }) => jsonAnswer({ data: (await deps.recent()).map(recentShape) }),
  'GET /local/paused': async ({ deps }) => jsonAnswer({ data: await deps.paused() }),
  'GET /local/channels': ({ deps }) => jsonAnswer({ data: deps.channels() }),
  'GET /local/workflows': ({ deps }) => jsonAnswer(deps.workflows()),
  'POST /local/mail-page': async ({ form }) => mailPage((await form()).get('html') ?? ''),
  'POST /local/run': async ({ body, deps }) => {
    const { job, time } = RunOrder.parse(await body());
    const run = deps.run(job, time === undefined ? new Date() : new Date(time));
    if (!run) throw new WrongCall(404, `there is no job "${job}"; GET /local/jobs lists them`);
    return jsonAnswer({ result: await run });
  },
  'GET /local/faults': ({ deps }) => jsonAnswer({ data: deps.faults.list() }),
  'PUT /local/faults': async ({ body, deps }) => {
    deps.faults.set(FaultOrder.parse(await body()));
    return jsonAnswer({ data: deps.faults.list() });
  },
  'DELETE /local/faults': ({ deps }) => {
    deps.faults.clear();
    return emptyAnswer();
  },
  'GET /local/ses': ({ deps }) => jsonAnswer(sesShape(deps.sesAccount)),
  'PUT /local/ses': async ({ body, deps }) => {
    const { per_second: perSecond = deps.sesAccount.perSecond, ...order } = SesOrder.parse(await body());
    Object.assign(deps.sesAccount, { perSecond, ...order });
    return jsonAnswer(sesShape(deps.sesAccount));
  },
  'POST /local/kill': async ({ body, deps }) => {
    const order = KillOrder.parse(await body());
    const killed = deps.kill(order.function);
    if (!killed) throw new WrongCall(404, `there is no function "${order.function}"; GET /local/functions lists them`);
    return jsonAnswer({ killed: await killed });
  },
};
