import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { foreignHost, foreignOrigin, refuseForeign } from '../../foreign-request.ts';
import { readBody } from '../../read-body.ts';
import type { Stoppable } from '../../stopping.ts';
import type { EventBus } from './event-bus.ts';
import type { Fault, Faults, FaultyProvider } from './faults.ts';
import { AwsError, jsonAnswer, jsonError, type QueryResult, queryAnswer, queryError, type WireAnswer } from './protocol.ts';
import { type Ses, ses } from './ses.ts';
import { type Sns, sns } from './sns.ts';
import type { Ssm } from './ssm.ts';
import { isForTwilio, type Twilio, twilio, twilioRefusals } from './twilio.ts';

/** The services behind the providers' address. */
export type Providers = { ses: Ses; sns: Sns; twilio: Twilio; ssm: Ssm; events: EventBus; faults: Faults };

/** Serves SES, SNS, SSM and EventBridge to real SDK clients, and Twilio's API, on one port of 127.0.0.1. */
export async function startProviders(port: number, providers: Providers, hostNames?: readonly string[]): Promise<Stoppable> {
  const server = createServer((request, response) => {
    const why = foreignHost(request.headers, port, hostNames) ?? foreignOrigin(request.headers, port);
    if (why) return refuseForeign(response, why);
    serve(request, response, providers).catch((error: unknown) => {
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

async function serve(request: IncomingMessage, response: ServerResponse, providers: Providers): Promise<void> {
  const body = (await readBody(request, 16 * 1024 * 1024)).toString();
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return send(response, await serveJson(target, body, providers));
  const form = new URLSearchParams(body);
  const { pathname: path } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!isForTwilio(path)) return serveQuery(form, response, providers);

  const call = { path, authorization: request.headers.authorization, form };
  return answerOrFail(response, providers.faults.take('twilio'), {
    perform: () => twilio(call, providers.twilio),
    refuse: (fault) => twilioRefusals[fault],
  });
}

async function serveJson(target: string, body: string, { ssm, events }: Providers): Promise<WireAnswer> {
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

async function serveQuery(form: URLSearchParams, response: ServerResponse, providers: Providers): Promise<void> {
  const action = form.get('Action') ?? '';
  const service = serviceOf(form.get('Version'));
  if (!service)
    return send(response, queryError(new AwsError('InvalidAction', `No local emulator knows the action "${action}".`)));

  // only sending fails on order: a faulty GetSendQuota would hide what the order was given for
  const fault = action === 'GetSendQuota' ? undefined : providers.faults.take(service);
  return answerOrFail(response, fault, {
    perform: () => perform(service, action, form, providers),
    refuse: (refusal) => queryError(refusals[service][refusal]),
  });
}

type Refusal = Exclude<Fault, 'timeout' | 'lost_answer'>;

/** Answers a call that sends, or lets go wrong what was ordered. */
async function answerOrFail(
  response: ServerResponse,
  fault: Fault | undefined,
  { perform, refuse }: { perform: () => WireAnswer; refuse: (fault: Refusal) => WireAnswer },
): Promise<void> {
  switch (fault) {
    case undefined:
      return send(response, perform());
    case 'timeout':
      return; // the socket stays open until the caller gives up, or the emulator stops
    case 'lost_answer':
      perform();
      response.destroy();
      return;
    case 'throttle':
    case 'quota':
    case 'error':
    case 'reject':
      return send(response, refuse(fault));
    default:
      return fault satisfies never;
  }
}

/** The services that speak AWS's query protocol. */
type QueryService = Exclude<FaultyProvider, 'twilio'>;

function perform(service: QueryService, action: string, form: URLSearchParams, providers: Providers): WireAnswer {
  try {
    return queryAnswer(action, call(service, action, form, providers));
  } catch (error) {
    if (error instanceof AwsError) return queryError(error);
    throw error;
  }
}

function call(service: QueryService, action: string, form: URLSearchParams, providers: Providers): QueryResult {
  switch (service) {
    case 'ses':
      return ses(action, form, providers.ses);
    case 'sns':
      return sns(action, form, providers.sns);
    default:
      return service satisfies never;
  }
}

/** The query protocol names no service, but each has its API version. */
function serviceOf(version: string | null): QueryService | undefined {
  if (version === '2010-12-01') return 'ses';
  return version === '2010-03-31' ? 'sns' : undefined;
}

/** What the services say when they refuse. SES gives two throttling errors that need different answers. */
const refusals: Record<QueryService, Record<Refusal, AwsError>> = {
  ses: {
    throttle: new AwsError('Throttling', 'Maximum sending rate exceeded.'),
    quota: new AwsError('Throttling', 'Daily message quota exceeded.'),
    error: new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', 500),
    reject: new AwsError('MessageRejected', 'The message could not be sent.'),
  },
  sns: {
    throttle: new AwsError('Throttling', 'Rate exceeded'),
    quota: new AwsError('Throttling', 'No quota left for account'),
    error: new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', 500),
    reject: new AwsError('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: the number is not valid to publish to'),
  },
};

function send(response: ServerResponse, { status, contentType, body }: WireAnswer): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
