import { setTimeout as sleep } from 'node:timers/promises';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { messageKey } from '../../../adapters/dynamodb/delivery/keys.ts';
import type { Reason } from '../../../contract/values.ts';
import type { Fault as ProviderFault } from '../../../local/emulators/providers/faults.ts';
import { collectMetrics } from '../alarms.ts';
import { count, entered, until } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault, Promised } from '../fault.ts';

type Trouble = {
  name: string;
  fault: ProviderFault;
  promise: Promised;
  /** How many calls meet it; absent: all, for five seconds. */
  calls?: number;
  unsent?: readonly Reason[];
};

const halfMs = 2_500;

/** Providers that refuse, fail, or leave doubt. Seconds stand for the hour that it may be. */
export const providers: Fault[] = [
  { name: 'provider-throttles', fault: 'throttle', promise: { sentTwice: 0, recoverySeconds: 45 } } as const,
  {
    name: 'provider-quota-used-up',
    fault: 'quota',
    promise: { sentTwice: 0, recoverySeconds: 45, alarms: ['email-quota'] },
  } as const,
  { name: 'provider-fails', fault: 'error', promise: { sentTwice: 0, recoverySeconds: 45 } } as const,
  {
    name: 'provider-rejects',
    fault: 'reject',
    calls: 3,
    promise: { sentTwice: 0, recoverySeconds: 30 },
    unsent: ['provider_rejected'],
  } as const,
  {
    name: 'provider-times-out',
    fault: 'timeout',
    calls: 2,
    promise: { sentTwice: 0, recoverySeconds: 60 },
    unsent: ['ambiguous_send'], // an SMS in doubt is not sent again: it says so
  } as const,
  {
    name: 'provider-answer-lost',
    fault: 'lost_answer',
    calls: 2,
    promise: { sentTwice: 2, recoverySeconds: 60 }, // an e-mail in doubt is sent once more; an SMS is not
    unsent: ['ambiguous_send'],
  } as const,
].map(toFault);

/** Hours of an outage, by a timeline that is put back: what is given up is a dead-letter message, and a redrive sends it. */
export const longOutage: Fault = {
  name: 'outage-beyond-the-retry-window',
  promise: { sentTwice: 0, recoverySeconds: 60, alarms: ['dead-letter-messages'] },
  shortened: true,
  async run(localSystem) {
    await localSystem.fail({ service: 'ses', fault: 'error' });
    const ids = await localSystem.accept({ to: newUsers(3), channels: ['email'] });
    await entered(localSystem, ids);
    await Promise.all(ids.map((id) => tryForHours(localSystem, id)));
    await localSystem.send(
      'email',
      ids.map((notificationId) => ({ version: 1, notificationId, channel: 'email' })),
    );
    await until('each is given up', async () => (await givenUp(localSystem)) >= ids.length);
    await localSystem.heal();
    await collectMetrics(localSystem);
    const healedAt = Date.now();
    const before = (await localSystem.outbox()).length;
    await localSystem.bellhop('dlq', 'redrive', 'email');

    const outcome = await count(localSystem, { ids, recoveredFrom: healedAt });
    return { ...outcome, wrong: before === 0 ? [] : [`${before} were sent before the redrive`] };
  },
};

/** Five tries over five hours, as the timeline would tell of them. */
async function tryForHours({ table }: DrillSystem, id: string): Promise<void> {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const tries = [5, 4, 3, 2, 1].flatMap((hours) => [
    { status: 'sending', at: hoursAgo(hours) },
    { status: 'queued', at: hoursAgo(hours) },
  ]);
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: messageKey(id, 'email'),
      UpdateExpression: 'SET events = :events',
      ExpressionAttributeValues: { ':events': [{ status: 'queued', at: hoursAgo(5) }, ...tries] },
    }),
  );
}

async function givenUp(localSystem: DrillSystem): Promise<number> {
  return (await localSystem.queues()).find(({ name }) => name === 'email')?.dead_letters ?? 0;
}

function toFault({ name, fault, promise, calls, unsent = [] }: Trouble): Fault {
  return {
    name,
    promise,
    shortened: true,
    async run(localSystem) {
      const span = calls === undefined ? {} : { count: calls };
      await localSystem.fail({ service: 'ses', fault, ...span });
      await localSystem.fail({ service: 'sns', fault, ...span });
      const ids = await localSystem.accept({ to: newUsers(5), channels: ['email', 'sms'] });
      if (calls === undefined) {
        await sleep(halfMs);
        await collectMetrics(localSystem);
        await sleep(halfMs);
        await localSystem.heal();
      }
      const outcome = await count(localSystem, { ids, unsent, recoveredFrom: Date.now() });
      const sms = await localSystem.outbox({ channel: 'sms' });
      const again = sms.length - new Set(sms.map(({ notification_id: id }: { notification_id: string }) => id)).size;
      return again === 0 ? outcome : { ...outcome, wrong: [`${again} SMS were sent twice`] };
    },
  };
}
