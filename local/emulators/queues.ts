import { Server as HttpServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { Server } from 'node:net';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { clientConfig, localRegion } from '../endpoints.ts';
import { foreignHost, foreignOrigin, refuseForeign } from '../foreign-request.ts';
import { type MessageTraces, messageTraces } from '../recursive-loops.ts';
import type { Stoppable } from '../stopping.ts';
import type { Resource } from '../template/blueprint.ts';
import { mendFauxqs } from './mend-fauxqs.ts';

type Queue = Resource<'AWS::SQS::Queue'>;

/** One queue as it stands: counts are exact, ages in seconds. */
export type QueueState = { name: string; waiting: number; delayed: number; inFlight: number; oldestAgeSeconds?: number };

/** The running queue emulator. */
export type Queues = Stoppable & { state(name: string): QueueState; traces: MessageTraces };

/** Where the emulator runs, and the queues of the template. */
export type QueuesOptions = { port: number; hostNames?: readonly string[]; dataFolder: string; queues: Queue[] };

/** Starts the queue emulator on 127.0.0.1 with its data in `dataFolder`, and makes the template's queues as they are there. */
export async function startQueues(options: QueuesOptions): Promise<Queues> {
  const { port, dataFolder } = options;
  await mendFauxqs();
  const traces = messageTraces();
  const emulator = await onLoopback({ ...options, traces }, () =>
    startFauxqs({ port, dataDir: dataFolder, logger: false, defaultRegion: localRegion }),
  );
  const client = new SQSClient(clientConfig(`http://127.0.0.1:${port}`));
  try {
    for (const queue of options.queues) await client.send(new CreateQueueCommand({ QueueName: queue.name }));
    // a kept queue may have other attributes than the template of today, so they are set, not only given at creation
    for (const queue of options.queues) {
      await client.send(
        new SetQueueAttributesCommand({
          QueueUrl: `http://127.0.0.1:${port}/queue/${queue.name}`,
          Attributes: attributesOf(queue),
        }),
      );
    }
  } finally {
    client.destroy();
  }
  return { stop: () => emulator.stop(), state: (name) => stateOf(name, emulator), traces };
}

/** The attributes of a queue in the strings that SQS takes; what the template leaves open goes back to SQS's default. */
function attributesOf({ properties }: Queue): Record<string, string> {
  return {
    VisibilityTimeout: String(properties.VisibilityTimeout ?? 30),
    DelaySeconds: String(properties.DelaySeconds ?? 0),
    MaximumMessageSize: String(properties.MaximumMessageSize ?? 1_048_576),
    MessageRetentionPeriod: String(properties.MessageRetentionPeriod ?? 345_600),
    ReceiveMessageWaitTimeSeconds: String(properties.ReceiveMessageWaitTimeSeconds ?? 0),
    RedrivePolicy: properties.RedrivePolicy ? JSON.stringify(properties.RedrivePolicy) : '',
  };
}

function stateOf(name: string, emulator: FauxqsServer): QueueState {
  const found = emulator.inspectQueue(name);
  if (!found) throw new Error(`there is no queue "${name}"`);
  const { ready, delayed, inflight } = found.messages;
  const sent = [...ready, ...inflight.map(({ message }) => message)].map((message) => message.sentTimestamp);
  const oldestAgeSeconds = Math.max(0, Math.floor((Date.now() - Math.min(...sent)) / 1000));
  const counts = { name, waiting: ready.length, delayed: delayed.length, inFlight: inflight.length };
  return sent.length > 0 ? { ...counts, oldestAgeSeconds } : counts;
}

type Guarded = Pick<QueuesOptions, 'port' | 'hostNames'> & { traces: MessageTraces };

/**
 * Runs `start` so that the server it starts on `port` binds 127.0.0.1 and serves no web page: the emulator hard-codes
 * 0.0.0.0 and has no setting for either (fauxqs 2.4.1).
 */
async function onLoopback<T>(guarded: Guarded, start: () => Promise<T>): Promise<T> {
  const { listen } = Server.prototype;
  Server.prototype.listen = function bindToLoopback(this: Server, ...args: unknown[]) {
    const [options] = args as [{ port?: number; host?: string }];
    if (options?.port !== guarded.port) return listen.apply(this, args as never);
    if (this instanceof HttpServer) guard(this, guarded);
    return listen.call(this, { ...options, host: '127.0.0.1' }, ...(args.slice(1) as []));
  } as typeof listen;
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
}

/** Puts the check of Host and Origin in front of whatever serves requests, and notes the trace header of what is sent. */
function guard(server: HttpServer, { port, hostNames, traces }: Guarded): void {
  const serve = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response) => {
    const why = foreignHost(request.headers, port, hostNames) ?? foreignOrigin(request.headers, port);
    if (why) return refuseForeign(response, why);
    noteTrace(request, response, traces);
    for (const listener of serve) listener(request, response);
  });
}

/** SQS keeps the trace header of whoever sends with each message, by the ids that its answer tells. */
function noteTrace({ headers }: IncomingMessage, response: ServerResponse, traces: MessageTraces): void {
  const traceHeader = headers['x-amzn-trace-id'];
  const isSend = String(headers['x-amz-target']).startsWith('AmazonSQS.SendMessage');
  if (typeof traceHeader !== 'string' || !isSend) return;

  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.end = ((...args: unknown[]) => {
    for (const [, id = ''] of String(args[0]).matchAll(/"MessageId":"([^"]+)"/g)) traces.remember(id, traceHeader);
    return end(...args);
  }) as typeof response.end;
}
