import { aProviderEvent } from '../../provider-event.ts';
import { count, stories, until } from '../count.ts';
import { type DrillLaptop, newUsers } from '../drill-laptop.ts';
import type { Fault, Outcome } from '../fault.ts';

type User = ReturnType<typeof newUsers>[number];

/** What a provider tells, at the wrong time or about what it must not be sent. */
export const feedback: Fault[] = [
  {
    name: 'feedback-out-of-order',
    promise: { sentTwice: 0, recoverySeconds: 60 },
    async run(laptop) {
      await laptop.fail({ service: 'dynamodb', fault: 'throttle', containing: noteOfSent });
      const users = newUsers(3);
      const ids = await laptop.accept({ to: users, channels: ['email'] });
      await until('each is sent', async () => (await laptop.outbox()).length >= ids.length);
      for (const [n, user] of users.entries()) {
        // told before it is confirmed, told twice, and the last of it first
        for (const type of ['Email Delivered', 'Email Delivered', 'Email Sent'] as const) await tell(laptop, type, user, ids[n]);
        await tell(laptop, 'Email Delivered', user, unknownId);
      }
      await laptop.heal();
      const outcome = await count(laptop, { ids, recoveredFrom: Date.now() });

      const [bounced, ...others] = ids;
      await tell(laptop, 'Email Bounced', users[0], bounced);
      for (const type of ['Email Delivered', 'Email Sent'] as const) await tell(laptop, type, users[0], bounced); // overtaken by the bounce
      return {
        ...outcome,
        wrong: [...(await areNot(laptop, [bounced], 'bounced')), ...(await areNot(laptop, others, 'delivered'))],
      };
    },
  },
  {
    name: 'suppressed-address',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(laptop) {
      const users = newUsers(3);
      for (const { email } of users) await suppress(laptop, email);
      const ids = await laptop.accept({ to: users, channels: ['email'] });

      const outcome: Outcome = await count(laptop, { ids, unsent: ['suppressed_manual'], recoveredFrom: Date.now() });
      const { length } = await laptop.outbox();
      return { ...outcome, wrong: length === 0 ? [] : [`${length} were sent to suppressed addresses`] };
    },
  },
];

const noteOfSent = '"status":{"S":"sent"}'; // as DynamoDB is told of it
const unknownId = 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC';

type EventType = 'Email Sent' | 'Email Delivered' | 'Email Bounced';

/** An event as the bus would hand it over. */
async function tell({ system }: DrillLaptop, type: EventType, user: User | undefined, id: string | undefined): Promise<void> {
  const email = user?.email ?? '';
  const parts: Record<EventType, Record<string, unknown>> = {
    'Email Sent': { send: {} },
    'Email Delivered': { delivery: { timestamp: new Date().toISOString(), recipients: [email] } },
    'Email Bounced': {
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: email }],
        timestamp: new Date().toISOString(),
        feedbackId: `feedback-${id}`,
      },
    },
  };
  const mail = { destination: [email], tags: { 'ses:configuration-set': ['bellhop'], notification_id: [id] } };
  await system.invoke('record-feedback', aProviderEvent(type, parts[type], mail));
}

async function areNot(laptop: DrillLaptop, ids: readonly (string | undefined)[], status: string): Promise<string[]> {
  const told = await stories(
    laptop,
    ids.filter((id) => id !== undefined),
  );
  const is = told.flatMap(({ messages }) => messages.map((message) => message.status));
  return is.length === ids.length && is.every((each) => each === status) ? [] : [`they are ${is.join(', ')}, not ${status}`];
}

async function suppress(laptop: DrillLaptop, address: string): Promise<void> {
  const { status } = await laptop.call('POST', '/v1/suppressions', { key: laptop.key(), body: { address } });
  if (status !== 200) throw new Error(`the address could not be suppressed: ${status}`);
}
