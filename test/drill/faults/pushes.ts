import { setTimeout as sleep } from 'node:timers/promises';
import type { NewDevice } from '../../../contract/channels/push/devices.ts';
import type { Reason } from '../../../contract/values.ts';
import type { Fault as ProviderFault } from '../../../local/emulators/providers/faults.ts';
import { localApnsToken } from '../../../local/emulators/providers/push/apns.ts';
import { localFcmToken } from '../../../local/emulators/providers/push/fcm.ts';
import { count } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

type Trouble = {
  name: string;
  service: keyof typeof devices;
  /** Absent: the devices have been removed by their users. */
  fault?: ProviderFault;
  calls?: number;
  sentTwice?: number;
  unsent?: readonly Reason[];
};

const devices = { fcm: localFcmToken, apns: localApnsToken } as const;
const outageMs = 3_000;

/** What FCM and Apple refuse, leave in doubt, or know no more. What is in doubt is sent once more, and replaces itself on the screen. */
export const pushes: Fault[] = [
  { name: 'fcm-throttles', service: 'fcm', fault: 'throttle' } as const,
  { name: 'fcm-times-out', service: 'fcm', fault: 'timeout', calls: 2 } as const,
  { name: 'fcm-device-gone', service: 'fcm', unsent: ['no_address'] } as const,
  { name: 'apns-fails', service: 'apns', fault: 'error' } as const,
  { name: 'apns-throttles', service: 'apns', fault: 'throttle' } as const,
  { name: 'apns-answer-lost', service: 'apns', fault: 'lost_answer', calls: 2, sentTwice: 2 } as const,
  { name: 'apns-device-gone', service: 'apns', unsent: ['no_address'] } as const,
].map(toFault);

function toFault({ name, service, fault, calls, sentTwice = 0, unsent = [] }: Trouble): Fault {
  return {
    name,
    promise: { sentTwice, recoverySeconds: 60 },
    shortened: true,
    async run(localSystem) {
      const users = newUsers(4);
      for (const { id } of users) await register(localSystem, id, devices[service](fault === undefined ? `gone-${id}` : id));
      if (fault !== undefined) await localSystem.fail({ service, fault, ...(calls !== undefined && { count: calls }) });
      const ids = await localSystem.accept({ to: users, channels: ['push'] });
      if (calls === undefined && fault !== undefined) {
        await sleep(outageMs);
        await localSystem.heal();
      }
      const outcome = await count(localSystem, { ids, unsent, recoveredFrom: Date.now() });
      const left = await kept(localSystem, users);
      const expected = fault === undefined ? 0 : users.length;
      return { ...outcome, wrong: left === expected ? [] : [`${left} devices are kept, and should be ${expected}`] };
    },
  };
}

async function register(localSystem: DrillSystem, user: string, device: NewDevice): Promise<void> {
  const key = localSystem.key();
  await localSystem.call('PUT', `/v1/users/${user}`, { key, body: {} });
  const { status } = await localSystem.call('PUT', `/v1/users/${user}/devices`, { key, body: device });
  if (status !== 200) throw new Error(`a device could not be registered: ${status}`);
}

async function kept(localSystem: DrillSystem, users: readonly { id: string }[]): Promise<number> {
  const key = localSystem.key();
  const lists = await Promise.all(users.map(({ id }) => localSystem.call('GET', `/v1/users/${id}/devices`, { key })));
  return lists.flatMap(({ body }) => body.data).length;
}
