import { smsReceiptEvent } from '../../../local/emulators/providers/sms-receipts.ts';
import { count, stories, until } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

const note = (status: string) => `"status":{"S":"${status}"}`; // as DynamoDB is told of it
const attempts = 3; // what Lambda gives an event, and the local system too
const unreachable = '+447700900904'; // SNS says of this number that its phone cannot be reached

/** What SNS logs of SMS, before anybody waits for it, late, twice, in the wrong order, and not at all. */
export const smsReceipts: Fault[] = [
  {
    name: 'sms-receipts-before-the-confirmation',
    promise: { sentTwice: 0, recoverySeconds: 60 },
    async run(localSystem) {
      await localSystem.fail({ service: 'dynamodb', fault: 'throttle', containing: note('sent') });
      const ids = await localSystem.accept({ to: newUsers(2), channels: ['sms'] });
      await until('each is delivered, as SNS says', async () =>
        (await statuses(localSystem, ids)).every((is) => is === 'delivered'),
      );
      await localSystem.heal();

      const outcome = await count(localSystem, { ids, recoveredFrom: Date.now() });
      return { ...outcome, wrong: await areNot(localSystem, ids, ['delivered', 'delivered']) };
    },
  },
  {
    name: 'sms-receipts-lost-late-twice-and-out-of-order',
    promise: { sentTwice: 0, recoverySeconds: 60 },
    async run(localSystem) {
      const ids = await sendWithoutReceipts(localSystem, 3);
      const outcome = await count(localSystem, { ids, recoveredFrom: Date.now() });
      const lost = await areNot(localSystem, ids, ['sent', 'sent', 'sent']); // nobody sends again what SNS took

      const [twice = '', disordered = ''] = await Promise.all(ids.map((id) => snsIdOf(localSystem, id)));
      const late = new Date(Date.now() + 71 * 3_600_000); // carriers may take 72 hours
      for (const at of [late, late]) await hand(localSystem, { id: twice, to: '+447400000000' }, at);
      await hand(localSystem, { id: disordered, to: unreachable }, late);
      await hand(localSystem, { id: disordered, to: '+447400000000' }, new Date());
      await hand(localSystem, { id: 'of-somebody-else-in-the-account', to: unreachable }, late);

      const told = await areNot(localSystem, ids, ['delivered', 'failed', 'sent']);
      const [first] = await stories(localSystem, ids.slice(0, 1));
      const times = first?.messages[0]?.events.filter(({ status }) => status === 'delivered').length;
      return { ...outcome, wrong: [...lost, ...told, ...(times === 1 ? [] : [`it was delivered ${times} times`])] };
    },
  },
];

/** Sends SMS of which every receipt is lost: the function that records them fails until Lambda gives up. */
async function sendWithoutReceipts(localSystem: DrillSystem, howMany: number): Promise<string[]> {
  const before = await failuresOfRecorder(localSystem);
  await localSystem.fail({ service: 'dynamodb', fault: 'throttle', containing: note('delivered') });
  const ids = await localSystem.accept({ to: newUsers(howMany), channels: ['sms'] });
  const given = howMany * attempts;
  await until('every receipt was given up', async () => (await failuresOfRecorder(localSystem)) - before === given);
  await localSystem.heal();
  return ids;
}

async function failuresOfRecorder(localSystem: DrillSystem): Promise<number> {
  const { body } = await localSystem.local('GET', '/functions');
  return body.data.find(({ name }: { name: string }) => name === 'record-feedback').failures;
}

async function snsIdOf(localSystem: DrillSystem, notification: string): Promise<string> {
  const [sms] = await localSystem.outbox({ notification, channel: 'sms' });
  return sms?.id ?? '';
}

async function hand({ system }: DrillSystem, sms: { id: string; to: string }, at: Date): Promise<void> {
  await system.invoke('record-feedback', smsReceiptEvent(sms, at));
}

async function statuses(localSystem: DrillSystem, ids: readonly string[]): Promise<(string | undefined)[]> {
  const told = await stories(localSystem, ids);
  return told.map(({ messages }) => messages.find(({ channel }) => channel === 'sms')?.status);
}

async function areNot(localSystem: DrillSystem, ids: readonly string[], expected: readonly string[]): Promise<string[]> {
  const are = await statuses(localSystem, ids);
  return are.join() === expected.join() ? [] : [`they are ${are.join(', ')}, not ${expected.join(', ')}`];
}
