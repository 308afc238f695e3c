import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Deployment, eventually } from '../deployment.ts';
import { becomes, gotOnce, inboxOf, publish } from '../notifications.ts';
import { assert, type Step } from '../step.ts';

const ada = { id: 'ada', email: 'ada@example.com', phone: '+447400123456', timezone: 'Europe/London' };
const grace = { id: 'grace', email: 'grace@example.com', locale: 'de-CH', timezone: 'Europe/Zurich' };

/** Users, and every way in and out. */
export const publishSteps: readonly Step<Deployment>[] = [
  {
    name: 'put users',
    async run({ call }) {
      for (const { id, ...user } of [ada, grace]) {
        const { status } = await call('PUT', `/v1/users/${id}`, { body: user });
        assert(status === 200 || status === 201, `PUT /v1/users/${id} answers ${status}`);
      }
      const { body } = await call('GET', '/v1/users/grace');
      assert(body.locale === 'de-CH', `grace is kept as ${JSON.stringify(body)}`);
      return 'ada and grace';
    },
  },
  {
    name: 'publish over HTTP, on every channel',
    async run(stack) {
      const data = { title: 'Over HTTP', body: 'It is deployed.' };
      const [id = ''] = await publish(stack, { priority: 'high', recipients: ['ada'], data });
      await becomes(stack, id, { inbox: 'delivered', email: 'sent', sms: 'sent' });
      const mail = await gotOnce(stack, ada.email, 'Over HTTP');
      assert(mail.text?.includes('It is deployed.') === true, `the e-mail's text is ${mail.text}`);
      assert(
        mail.headers.some(({ key }) => key === 'list-unsubscribe-post'),
        'the e-mail has no one-click unsubscribe header',
      );
      const [sms, ...more] = await stack.smsTo(ada.phone);
      assert(sms?.Message.includes('Over HTTP') === true && more.length === 0, `SNS got ${JSON.stringify([sms, ...more])}`);
      assert(
        (await inboxOf(stack, 'ada')).some((item) => item.id === id),
        'the inbox does not show it',
      );
      return `inbox, one e-mail of ${mail.raw.length} bytes, one SMS`;
    },
  },
  {
    name: 'publish by the ingest queue',
    async run(stack) {
      const body = { workflow: 'message', recipients: ['ada'], data: { title: 'By queue', body: 'From the queue.' } };
      const QueueUrl = stack.output('IngestQueueUrl');
      await stack.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
      return arrives(stack, 'By queue');
    },
  },
  {
    name: 'publish by an event on the bus',
    async run(stack) {
      const detail = { workflow: 'message', recipients: ['ada'], data: { title: 'By bus', body: 'From the bus.' } };
      const event = { Source: 'shop', DetailType: 'notification.publish', Detail: JSON.stringify(detail) };
      const { FailedEntryCount } = await stack.aws.events.send(
        new PutEventsCommand({ Entries: [{ ...event, EventBusName: stack.output('BusName') }] }),
      );
      assert(FailedEntryCount === 0, 'the bus refused the event');
      return arrives(stack, 'By bus');
    },
  },
];

async function arrives(stack: Deployment, title: string): Promise<string> {
  await gotOnce(stack, ada.email, title);
  await eventually(`ada's inbox has "${title}"`, async () => (await inboxOf(stack, 'ada')).some((item) => item.title === title));
  return 'inbox and one e-mail';
}
