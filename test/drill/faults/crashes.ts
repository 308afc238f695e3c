import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultOrder } from '../../../local/emulators/providers/faults.ts';
import { count } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault, Promised } from '../fault.ts';

type Channel = 'email' | 'sms';
type Moment = {
  name: string;
  channel: Channel;
  promise: Promised;
  /** What holds the process at the moment at which it is killed. */
  hold: FaultOrder;
  /** Whether it is there: nobody kills by the clock. */
  isThere: (localSystem: DrillSystem, id: string) => Promise<boolean>;
};

const note = (status: string) => `"status":{"S":"${status}"}`; // as DynamoDB is told of an event of this status
const readOfEmail = '"sk":{"S":"M#email"}}]'; // alone in a batch of keys, and in no other call
const heldCall = { service: 'dynamodb', fault: 'timeout' } as const;
const isHeld = async (localSystem: DrillSystem) => (await localSystem.local('GET', '/faults')).body.data.length === 0;
const isAccepted = async (localSystem: DrillSystem, id: string) => (await localSystem.outbox({ notification: id })).length > 0;

/** A process killed with a message in its hands. The message comes back after its visibility time-out: here 18 s, not minutes. */
export const crashes: Fault[] = [
  killedAt('killed-before-it-is-taken', 'email', { ...heldCall, containing: readOfEmail, count: 1 }, isHeld),
  killedAt('killed-as-it-is-taken', 'email', { ...heldCall, containing: note('sending'), count: 1 }, isHeld),
  killedAt('killed-while-the-provider-is-asked', 'email', { service: 'ses', fault: 'timeout', count: 1 }, isHeld),
  killedAt('killed-before-email-is-confirmed', 'email', { ...heldCall, containing: note('sent') }, isAccepted, 1),
  killedAt('killed-before-sms-is-confirmed', 'sms', { ...heldCall, containing: note('sent') }, isAccepted),
  {
    name: 'killed-after-the-confirmation',
    promise: {
      sentTwice: 4, // what other workers sent may have been accepted and not yet confirmed
      recoverySeconds: 60,
    },
    shortened: true,
    async run(localSystem) {
      // one call that waits for the provider keeps its batch from being deleted, with those that are confirmed already
      await localSystem.fail({ service: 'ses', fault: 'timeout', count: 1 });
      const ids = await localSystem.accept({ to: newUsers(20), channels: ['email'] });
      await until(async () => (await isHeld(localSystem)) && (await localSystem.outbox()).length > 0);
      await localSystem.kill('deliver-email');

      return count(localSystem, { ids, recoveredFrom: Date.now() });
    },
  },
];

function killedAt(name: string, channel: Channel, hold: FaultOrder, isThere: Moment['isThere'], sentTwice = 0): Fault {
  return {
    name,
    promise: { sentTwice, recoverySeconds: 60 },
    shortened: true,
    run: (localSystem) => crash(localSystem, { name, channel, hold, isThere, promise: { sentTwice, recoverySeconds: 60 } }),
  };
}

async function crash(localSystem: DrillSystem, { channel, hold, isThere }: Moment) {
  await localSystem.fail(hold);
  const ids = await localSystem.accept({ to: newUsers(1), channels: [channel] });
  await until(() => isThere(localSystem, ids[0] ?? ''));
  const killed = await localSystem.kill(`deliver-${channel}`);
  await localSystem.heal();

  const wrong = killed > 0 ? [] : ['there was no process to kill'];
  return count(localSystem, { ids, unsent: channel === 'sms' ? ['ambiguous_send'] : [], recoveredFrom: Date.now(), wrong });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 500; looks += 1) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error('the moment to kill at never came');
}
