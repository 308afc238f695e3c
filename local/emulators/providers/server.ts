import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import * as z from 'zod';
import { foreignHost, foreignOrigin, refuseForeign } from '../../foreign-request.ts';
import { readBody } from '../../read-body.ts';
import type { Stoppable } from '../../stopping.ts';
import { bothHttp } from './both-http.ts';
import type { ProviderDouble, Refusal } from './double.ts';
import { type DoubleDeps, playProviders } from './doubles.ts';
import type { EventBus } from './event-bus.ts';
import type { Fault, Faults } from './faults.ts';
import { AwsError, type BytesAnswer, jsonAnswer, jsonError, queryError, restError, type WireAnswer } from './protocol.ts';
import { isForS3, type S3 } from './s3.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import type { Ssm } from './ssm.ts';

/** What is behind the providers' address. */
export type Providers = DoubleDeps & { ssm: Ssm; s3: S3; events: EventBus; scheduler: Scheduler; faults: Faults };
type Served = { doubles: ReturnType<typeof playProviders> } & Pick<Providers, 'ssm' | 's3' | 'events' | 'scheduler' | 'faults'>;

/** Serves each provider's double, SSM, S3 and EventBridge to real clients, on one port of 127.0.0.1. */
export async function startProviders(port: number, providers: Providers, hostNames?: readonly string[]): Promise<Stoppable> {
  const served = { ...providers, doubles: playProviders(providers) };
  const server = bothHttp((request, response) => {
    const why = foreignHost(request.headers, port, hostNames) ?? foreignOrigin(request.headers, port);
    if (why) return refuseForeign(response, why);
    serve(request, response, served).catch((error: unknown) => {
      // nothing is known to come here; the caller has to see what did
      send(response, jsonError(new AwsError('InternalFailure', String(error), 500)));
    });
  });
  await listen(server, port);
  return {
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections(); // those that a time-out keeps waiting would keep us waiting
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', () => done()));
}

async function serve(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const bytes = await readBody(request, 16 * 1024 * 1024);
  const body = bytes.toString();
  const url = request.url ?? '/';
  const { pathname: path } = new URL(url, 'http://127.0.0.1');
  if (isForS3(request)) return send(response, served.s3(request.method ?? '', path));
  if (/^\/schedules(?:\/|$)/.test(path))
    return send(response, serveScheduler({ method: request.method ?? '', url, body }, served));
  const call = { path, headers: request.headers, bytes, body, form: new URLSearchParams(body) };
  const [name, double] = served.doubles.find(([, each]) => each.isMeant(call)) ?? [];
  const target = request.headers['x-amz-target'];
  if (name === undefined && typeof target === 'string') return send(response, await serveJson(target, body, served));
  if (name === undefined || double === undefined)
    return send(
      response,
      queryError(new AwsError('InvalidAction', `No local emulator knows the action "${call.form.get('Action') ?? ''}".`)),
    );

  // only sending fails on order: a faulty GetSendQuota would hide what the order was given for
  const fault = double.sends(call) ? served.faults.take(name) : undefined;
  return answerOrFail(response, fault, { perform: () => double.perform(call), refusals: double.refusals });
}

async function serveJson(target: string, body: string, { ssm, events }: Served): Promise<WireAnswer> {
  const [service, action = ''] = target.split('.');
  try {
    switch (service) {
      case 'AmazonSSM':
        return jsonAnswer(ssm(action, JSON.parse(body)));
      case 'AWSEvents':
        return jsonAnswer(await events.action(action, JSON.parse(body)));
      default:
        throw new AwsError('UnknownOperationException', `No local emulator knows the target ${target}.`);
    }
  } catch (error) {
    if (error instanceof AwsError) return jsonError(error);
    if (error instanceof z.ZodError) return jsonError(new AwsError('ValidationException', z.prettifyError(error)));
    throw error;
  }
}

/** REST, where the others name an action. */
function serveScheduler({ method, url, body }: Record<'method' | 'url' | 'body', string>, { scheduler }: Served): WireAnswer {
  try {
    return scheduler.call(method, url, body);
  } catch (error) {
    if (error instanceof AwsError) return restError(error);
    if (error instanceof z.ZodError) return restError(new AwsError('ValidationException', z.prettifyError(error)));
    throw error;
  }
}

/** Answers a call that sends, or lets go wrong what was ordered. */
async function answerOrFail(
  response: ServerResponse,
  fault: Fault | undefined,
  {
    perform,
    refusals,
  }: { perform: () => ReturnType<ProviderDouble['perform']>; refusals: Readonly<Record<Refusal, WireAnswer>> },
): Promise<void> {
  switch (fault) {
    case undefined:
      return send(response, await perform());
    case 'timeout':
      return; // the socket stays open until the caller gives up, or the emulator stops
    case 'lost_answer':
      await perform();
      response.destroy();
      return;
    case 'throttle':
    case 'quota':
    case 'error':
    case 'reject':
      return send(response, refusals[fault]);
    default:
      return fault satisfies never;
  }
}

function send(response: ServerResponse, { status, contentType, body, errorType, headers: more }: WireAnswer | BytesAnswer): void {
  const headers = { 'content-type': contentType, ...(errorType !== undefined && { 'x-amzn-errortype': errorType }), ...more };
  response.writeHead(status, headers).end(body);
}
