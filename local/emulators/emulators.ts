import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig, type Endpoints, smtpEndpoint } from '../endpoints.ts';
import { type OwnTable, openOwnTable } from '../own-table.ts';
import type { Ports } from '../ports.ts';
import type { Started } from '../stopping.ts';
import type { Blueprint } from '../template/blueprint.ts';
import { localAccountId } from '../template/lookup.ts';
import { startDynamo } from './dynamodb.ts';
import { depsOfSilentDoubles } from './providers/doubles.ts';
import { endUserMessagingEvents } from './providers/end-user-messaging-events.ts';
import { type BusEvent, type EventBus, eventBus } from './providers/event-bus.ts';
import { type Faults, noFaults } from './providers/faults.ts';
import { type MailReaders, mailReaders } from './providers/mail-readers.ts';
import { type Outbox, openOutbox } from './providers/outbox.ts';
import { localPostmarkToken } from './providers/postmark/postmark.ts';
import { localPostmarkPassword, postmarkWebhooks } from './providers/postmark/postmark-webhooks.ts';
import { localApnsKey } from './providers/push/apns.ts';
import { localFcmAccount } from './providers/push/fcm.ts';
import { localResendKey } from './providers/resend/resend.ts';
import { localResendSecret, resendWebhooks } from './providers/resend/resend-webhooks.ts';
import { s3 } from './providers/s3.ts';
import { playScheduler, type Scheduler } from './providers/scheduler/scheduler.ts';
import { startProviders } from './providers/server.ts';
import { aSesAccount, type SesAccount } from './providers/ses.ts';
import { sesEvents } from './providers/ses-events.ts';
import { smsReceipts } from './providers/sms-receipts.ts';
import { localSmtpPassword, startSmtp } from './providers/smtp/smtp.ts';
import { type Ssm, ssm } from './providers/ssm.ts';
import { localTwilioToken } from './providers/twilio/twilio.ts';
import { twilioCallbacks } from './providers/twilio/twilio-callbacks.ts';
import { type Queues, startQueues } from './queues.ts';

/** Everything that stands where an AWS service stands, as the rest of the local system needs it. */
export type Emulators = {
  table: OwnTable;
  queues: Queues;
  outbox: Outbox;
  mailReaders: MailReaders;
  faults: Faults;
  sesAccount: SesAccount;
  events: EventBus;
  scheduler: Scheduler;
};

/** Where the emulators run, what from, and how an event reaches a function. */
export type EmulatorsOptions = {
  blueprint: Blueprint;
  ports: Ports;
  endpoints: Endpoints;
  /** What `Host` may say; loopback's names unless more are given. */
  hostNames?: readonly string[];
  dataFolder: string;
  started: Started;
  invoke: (functionArn: string, event: unknown) => Promise<unknown>;
};

/** Starts every emulator and brings the template's tables, queues and rules to life in them. */
export async function startEmulators(options: EmulatorsOptions): Promise<Emulators> {
  const { blueprint, ports, endpoints, hostNames, dataFolder, started } = options;
  const faults = noFaults();
  const takeFault = (body: string) => faults.take('dynamodb', body);
  started.keep(await startDynamo({ port: ports.tables, hostNames, dataFolder, tables: blueprint.tables, takeFault }));
  const queues = started.keep(await startQueues({ port: ports.queues, hostNames, dataFolder, queues: blueprint.queues }));

  const outbox = openOutbox(join(dataFolder, 'outbox'));
  const sesAccount = aSesAccount();
  const now = () => new Date();
  const buses = blueprint.buses.map(({ name }) => name);
  const hand = handTo(options);
  const events = eventBus({ buses, rules: blueprint.rules, hand, now });
  const groups = blueprint.scheduleGroups.map(({ name }) => name);
  const scheduler = started.keep(playScheduler({ groups, file: join(dataFolder, 'schedules.json'), hand, now }));
  const put = (event: BusEvent) => events.put('default', event);
  const { announce, engage, tracksOf } = started.keep(sesEvents({ destinations: blueprint.eventDestinations, put, now }));
  const receipts = started.keep(smsReceipts({ hand: handReceipts(options), now }));
  const smsEvents = started.keep(endUserMessagingEvents({ put, now }));
  const callbacks = started.keep(twilioCallbacks());
  const webhooks = {
    resend: started.keep(resendWebhooks({ apiUrl: endpoints.api, now })),
    postmark: started.keep(postmarkWebhooks({ apiUrl: endpoints.api, now })),
  };
  const configurationSets = blueprint.configurationSets.map(({ name }) => name);
  const services = {
    ses: { account: sesAccount, outbox, configurationSets, announce, tracksOf, now },
    sns: { outbox, announce: receipts.announce, now },
    'end-user-messaging': { outbox, announce: smsEvents.announce, now },
    twilio: { outbox, announce: callbacks.announce, now },
    resend: { outbox, announce: webhooks.resend.announce, now },
    postmark: { outbox, announce: webhooks.postmark.announce, now },
    ...depsOfSilentDoubles({ outbox, now }),
    ssm: withOwnersSecrets(ssm(join(dataFolder, 'parameters.json'), now)),
    s3: s3(join(dataFolder, 's3')),
    events,
    scheduler,
    faults,
  };
  started.keep(await startProviders(ports.providers, services, hostNames));
  if (JSON.stringify(blueprint.functions).includes('SMTP_SERVER'))
    started.keep(await startSmtp(Number(new URL(smtpEndpoint(endpoints)).port), { outbox, faults, now }));
  return {
    table: started.keep(openOwnTable(onlyTable(blueprint), endpoints.tables)),
    queues,
    outbox,
    mailReaders: mailReaders({
      outbox,
      engageBy: { ses: engage, resend: webhooks.resend.engage, postmark: webhooks.postmark.engage },
    }),
    faults,
    sesAccount,
    events,
    scheduler,
  };
}

/** The URL under which a queue is reached here; its ARN says no more than its name. */
export function queueUrl(queueArn: string, endpoints: Endpoints): string {
  return `${endpoints.queues}/${localAccountId}/${queueArn.split(':').at(-1)}`;
}

/** The secrets that the doubles of providers take, by what an owner calls them. */
const ownersSecrets: Readonly<Record<string, string>> = {
  'twilio-token': localTwilioToken,
  'resend-key': localResendKey,
  'resend-webhook': localResendSecret,
  'postmark-token': localPostmarkToken,
  'postmark-webhook': localPostmarkPassword,
  'smtp-password': localSmtpPassword,
  'fcm-account': localFcmAccount(),
  'apns-key': localApnsKey(),
};

/** Puts them where an owner puts theirs. */
function withOwnersSecrets(parameters: Ssm): Ssm {
  for (const [name, Value] of Object.entries(ownersSecrets))
    parameters('PutParameter', { Name: `/bellhop/local/${name}`, Value, Type: 'SecureString', Overwrite: true });
  return parameters;
}

/** How a rule's event reaches its target: a queue, or a function. */
function handTo({ endpoints, started, invoke }: EmulatorsOptions) {
  const client = new SQSClient(clientConfig(endpoints.queues));
  started.keep({ stop: async () => client.destroy() });
  return async ({ Arn }: { Arn: string }, payload: string): Promise<void> => {
    if (Arn.startsWith('arn:aws:lambda:')) await untilDone(() => invoke(Arn, JSON.parse(payload)));
    else await client.send(new SendMessageCommand({ QueueUrl: queueUrl(Arn, endpoints), MessageBody: payload }));
  };
}

/** CloudWatch Logs invokes the function that records feedback as well; the filter that does so is the account's, in no template. */
function handReceipts({ blueprint, invoke }: EmulatorsOptions) {
  const recorder = blueprint.functions.find(({ properties }) => properties.Description?.includes('feedback/record-feedback'));
  return async (event: unknown): Promise<void> => {
    if (recorder !== undefined) await untilDone(() => invoke(recorder.name, event));
  };
}

/** Tries what fails twice more, as Lambda does for events: there after one and two minutes, here after as many seconds. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (const pauseMs of [1_000, 2_000]) {
    try {
      await work();
      return;
    } catch {
      await sleep(pauseMs, undefined, { ref: false }); // what failed is in the function's own log
    }
  }
  await work();
}

function onlyTable({ tables }: Blueprint): string {
  const [table, second] = tables;
  if (!table || second) throw new Error(`the template has ${tables.length} tables; the system has exactly one`);
  return table.name;
}
