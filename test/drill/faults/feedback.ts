import { aProviderEvent } from '../../provider-event.ts';
import { count, stories, until } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault, Outcome } from '../fault.ts';

type User = ReturnType<typeof newUsers>[number];

/** What a provider tells, at the wrong time or about what it must not be sent. */
export const feedback: Fault[] = [
  {
    name: 'feedback-out-of-order',
    promise: { sentTwice: 0, recoverySeconds: 60 },
    async run(localSystem) {
      await localSystem.fail({ service: 'dynamodb', fault: 'throttle', containing: noteOfSent });
      const users = newUsers(3);
      const ids = await localSystem.accept({ to: users, channels: ['email'] });
      await until('each is sent', async () => (await localSystem.outbox()).length >= ids.length);
      for (const [n, user] of users.entries()) {
        // told before it is confirmed, told twice, and the last of it first
        for (const type of ['Email Delivered', 'Email Delivered', 'Email Sent'] as const)
          await tell(localSystem, type, user, ids[n]);
        await tell(localSystem, 'Email Delivered', user, unknownId);
      }
      await localSystem.heal();
      const outcome = await count(localSystem, { ids, recoveredFrom: Date.now() });

      const [bounced, ...others] = ids;
      await tell(localSystem, 'Email Bounced', users[0], bounced);
      for (const type of ['Email Delivered', 'Email Sent'] as const) await tell(localSystem, type, users[0], bounced); // overtaken by the bounce
      return {
        ...outcome,
        wrong: [...(await areNot(localSystem, [bounced], 'bounced')), ...(await areNot(localSystem, others, 'delivered'))],
      };
    },
  },
  {
    name: 'suppressed-address',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(localSystem) {
      const users = newUsers(3);
      for (const { email } of users) await suppress(localSystem, email);
      const ids = await localSystem.accept({ to: users, channels: ['email'] });

      const outcome: Outcome = await count(localSystem, { ids, unsent: ['suppressed_manual'], recoveredFrom: Date.now() });
      const { length } = await localSystem.outbox();
      return { ...outcome, wrong: length === 0 ? [] : [`${length} were sent to suppressed addresses`] };
    },
  },
];

const noteOfSent = '"status":{"S":"sent"}'; // as DynamoDB is told of it
const unknownId = 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC';

type EventType = 'Email Sent' | 'Email Delivered' | 'Email Bounced';

/** An event as the bus would hand it over. */
async function tell({ system }: DrillSystem, type: EventType, user: User | undefined, id: string | undefined): Promise<void> {
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

async function areNot(localSystem: DrillSystem, ids: readonly (string | undefined)[], status: string): Promise<string[]> {
  const told = await stories(
    localSystem,
    ids.filter((id) => id !== undefined),
  );
  // of the e-mails: what bounces goes into the inbox as well
  const emails = told.flatMap(({ messages }) => messages.filter(({ channel }) => channel === 'email'));
  const is = emails.map(({ status }) => status);
  return is.length === ids.length && is.every((each) => each === status) ? [] : [`they are ${is.join(', ')}, not ${status}`];
}

async function suppress(localSystem: DrillSystem, address: string): Promise<void> {
  const { status } = await localSystem.call('POST', '/v1/suppressions', { key: localSystem.key(), body: { address } });
  if (status !== 200) throw new Error(`the address could not be suppressed: ${status}`);
}
