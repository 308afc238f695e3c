import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { lyingIn, setConsuming } from '../consumers.ts';
import { type Deployment, eventually } from '../deployment.ts';
import { becomes, publish } from '../notifications.ts';
import { runJob } from '../run-job.ts';
import { assert, type Step } from '../step.ts';
import { publishForDigest, putDigestReader } from './before.ts';

/** What lies in the queues while the next release is deployed. */
export type InFlight = { title: string; to: string }[];

/** Every kind of message of the ingest queue: contract/publishing/queue-messages.ts. What owners put there themselves has no type of ours. */
const kindsOfMessage = ['notify', 'fan-out', 'fan-out-topic', 'release', 'digest', 'settle-digest', 'event', 'published'];

const senders = ['DeliverEmail', 'DeliverBulkEmail', 'DeliverSms'] as const;

/** Has the previous release fill its queues, and holds off whoever would empty them. */
export function inFlightSteps(inFlight: InFlight): Step<Deployment>[] {
  const expectMail = (title: string, ...users: string[]) => {
    inFlight.push(...users.map((user) => ({ title, to: `${user}@example.com` })));
    return { title, body: 'In flight.' };
  };

  return [
    {
      name: '0.1.0: messages wait to be sent',
      async run(stack) {
        const wesDueAt = await putDigestReader(stack, 'wes', 2);
        const doraDueAt = await putDigestReader(stack, 'dora', 3);
        for (const user of ['wes', 'dora']) await publishForDigest(stack, user, 'In a digest');
        const sendAt = new Date(Date.now() + 3_600_000).toISOString();
        const [held = ''] = await publish(stack, {
          recipients: ['ben'],
          data: expectMail('Released in between', 'ben'),
          send_at: sendAt,
        });
        await becomes(stack, held, { email: 'scheduled' });

        await setConsuming(stack, senders, false);
        await publish(stack, { recipients: ['ada'], priority: 'high', data: expectMail('To be sent', 'ada') });
        await stack.call('POST', '/v1/notifications', {
          body: { workflow: 'message', topic: 'house:7', data: expectMail('To be sent in bulk', 'ada', 'ben') },
        });
        await runJob(stack, 'SendDigests', { at: wesDueAt, byHand: true });
        inFlight.push({ title: '/^Your day/', to: 'wes@example.com' });
        const counts = await eventually('messages lie in each queue of a channel', async () => {
          const lying = await Promise.all(senders.map(async (sender) => (await lyingIn(stack, sender)).length));
          return lying.join() === '1,3,1' && lying;
        });

        await setConsuming(stack, ['Dispatch'], false);
        await fillIngest(stack, { held: sendAt, digest: doraDueAt, expectMail });
        inFlight.push({ title: '/^Your day/', to: 'dora@example.com' });
        return `${counts[0]} e-mail, ${counts[1]} in bulk, a digest among them, ${counts[2]} SMS`;
      },
    },
    {
      name: '0.1.0: each kind of message waits to be dispatched',
      async run(stack) {
        const kinds = (await lyingIn(stack, 'Dispatch')).map(kindOf);
        const missing = kindsOfMessage.filter((kind) => !kinds.includes(kind));
        assert(missing.length === 0, `on the ingest queue lie ${kinds.join(', ')}, and none of: ${missing.join(', ')}`);
        return kinds.sort().join(', ');
      },
    },
  ];
}

type Fill = { held: string; digest: string; expectMail: (title: string, ...users: string[]) => Record<string, unknown> };

async function fillIngest(stack: Deployment, { held, digest, expectMail }: Fill): Promise<void> {
  await publish(stack, { recipients: ['ada'], data: expectMail('To be dispatched', 'ada') });
  await publish(stack, { recipients: ['ada', 'ben'], data: expectMail('To be dispatched to two', 'ada', 'ben') });
  await stack.call('POST', '/v1/notifications', {
    body: { workflow: 'message', topic: 'house:7', data: expectMail('To be dispatched to a topic', 'ada', 'ben') },
  });
  await runJob(stack, 'ReleaseDue', { at: held, byHand: true });
  await runJob(stack, 'SendDigests', { at: digest, byHand: true });

  // a bulk e-mail that SQS delivers twice: the sender sends wes his digest, says that it is over, and is asked again after the upgrade
  const [deadLetter] = (await lyingIn(stack, 'DeliverBulkEmail')).filter(({ digest: isDigest }) => isDigest === true);
  assert(deadLetter !== undefined, 'no digest waits to be sent');
  await stack.invoke('DeliverBulkEmail', sqsEvent(deadLetter));

  const detail = { workflow: 'message', recipients: ['ben'], data: expectMail('From the bus', 'ben') };
  const event = { Source: 'shop', DetailType: 'notification.publish', Detail: JSON.stringify(detail) };
  await stack.aws.events.send(new PutEventsCommand({ Entries: [{ ...event, EventBusName: stack.output('BusName') }] }));
  const published = { workflow: 'message', recipients: ['ben'], data: expectMail('From the queue', 'ben') };
  const QueueUrl = stack.output('IngestQueueUrl');
  await stack.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(published) }));
}

function kindOf(message: Record<string, unknown>): string {
  if (typeof message.type === 'string') return message.type;
  return 'detail-type' in message ? 'event' : 'published';
}

/** What Lambda hands to the consumer of a queue: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function sqsEvent(body: Record<string, unknown>) {
  const now = String(Date.now());
  return {
    Records: [
      {
        messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
        receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
        body: JSON.stringify(body),
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: now,
          SenderId: 'AIDAIENQZJOLO23YVJ4VO',
          ApproximateFirstReceiveTimestamp: now,
        },
        messageAttributes: {},
        md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bulk-email',
        awsRegion: 'us-east-1',
      },
    ],
  };
}
