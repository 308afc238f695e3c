import { setTimeout as sleep } from 'node:timers/promises';
import type { NewDevice } from '../../../contract/channels/push/devices.ts';
import type { Reason } from '../../../contract/values.ts';
import type { Fault as ProviderFault } from '../../../local/emulators/providers/faults.ts';
import { localApnsToken } from '../../../local/emulators/providers/push/apns.ts';
import { localFcmToken } from '../../../local/emulators/providers/push/fcm.ts';
import { localSubscription } from '../../../local/emulators/providers/push/web-push.ts';
import { count } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

type Trouble = {
  name: string;
  service: keyof typeof devices;
  /** Absent: it is the devices themselves; their ids begin so. */
  fault?: ProviderFault;
  begin?: 'gone' | 'lost' | 'small';
  /** Whether the devices are kept. */
  areKept?: boolean;
  calls?: number;
  sentTwice?: number;
  unsent?: readonly Reason[];
};

const devices = { web: localSubscription, fcm: localFcmToken, apns: localApnsToken } as const;
const outageMs = 3_000;

/** What browsers' push services, FCM and Apple refuse, leave in doubt, or know no more. What is in doubt is sent once more, and replaces itself on the screen. */
export const pushes: Fault[] = [
  { name: 'web-push-throttles', service: 'web', fault: 'throttle' } as const,
  { name: 'web-push-fails', service: 'web', fault: 'error' } as const,
  { name: 'web-push-times-out', service: 'web', fault: 'timeout', calls: 2 } as const,
  { name: 'web-push-answer-lost', service: 'web', fault: 'lost_answer', calls: 2, sentTwice: 2 } as const,
  { name: 'web-push-device-gone', service: 'web', begin: 'gone', unsent: ['no_address'] } as const,
  { name: 'web-push-device-unknown', service: 'web', begin: 'lost', unsent: ['no_address'] } as const,
  { name: 'web-push-too-large', service: 'web', begin: 'small', areKept: true, unsent: ['content_too_long'] } as const,
  { name: 'fcm-throttles', service: 'fcm', fault: 'throttle' } as const,
  { name: 'fcm-times-out', service: 'fcm', fault: 'timeout', calls: 2 } as const,
  { name: 'fcm-device-gone', service: 'fcm', begin: 'gone', unsent: ['no_address'] } as const,
  { name: 'apns-fails', service: 'apns', fault: 'error' } as const,
  { name: 'apns-throttles', service: 'apns', fault: 'throttle' } as const,
  { name: 'apns-answer-lost', service: 'apns', fault: 'lost_answer', calls: 2, sentTwice: 2 } as const,
  { name: 'apns-device-gone', service: 'apns', begin: 'gone', unsent: ['no_address'] } as const,
].map(toFault);

function toFault(trouble: Trouble): Fault {
  const { name, service, fault, begin, areKept = fault !== undefined, calls, sentTwice = 0, unsent = [] } = trouble;
  return {
    name,
    promise: { sentTwice, recoverySeconds: 60 },
    shortened: true,
    async run(localSystem) {
      const users = newUsers(4);
      const { providers } = localSystem.system.endpoints;
      for (const { id } of users)
        await register(localSystem, id, devices[service](begin === undefined ? id : `${begin}-${id}`, providers));
      if (fault !== undefined) await localSystem.fail({ service, fault, ...(calls !== undefined && { count: calls }) });
      const ids = await localSystem.accept({ to: users, channels: ['push'] });
      if (calls === undefined && fault !== undefined) {
        await sleep(outageMs);
        await localSystem.heal();
      }
      const outcome = await count(localSystem, { ids, unsent, recoveredFrom: Date.now() });
      const left = await kept(localSystem, users);
      const expected = areKept ? users.length : 0;
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
