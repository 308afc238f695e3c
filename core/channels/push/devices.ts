import type { DeviceAnswer, DeviceList, NewDevice } from '../../../contract/channels/push/devices.ts';
import { Refused, together } from '../../errors.ts';
import type { Now } from '../../time/ports/clock.ts';
import type { Device, DeviceKind, Devices } from './ports/devices.ts';
import { deviceIdOf, isOfTests, pushServiceOf } from './rules/device-id.ts';

/** So many devices a user has at most: a plan reads the ids of all, and a message goes to all. */
export const mostDevices = 10;

export type DeviceDeps = {
  devices: Devices;
  /** Why no message may go to a URL; nothing when it may. */
  refusalOf: (url: string) => Promise<string | undefined>;
  /** The kinds of devices that this stage sends to. */
  kinds: readonly DeviceKind[];
  now: Now;
};

/**
 * Adds a device, or renews it; beyond ten, the one that was renewed longest ago goes.
 * @throws Refused `body_invalid` for an endpoint that is not on the internet, or a kind that the stage does not send to; `not_found` when there is no such user.
 */
export async function putDevice(
  { userId, device: given }: { userId: string; device: NewDevice },
  { devices, refusalOf, kinds, now }: DeviceDeps,
): Promise<DeviceAnswer> {
  const id = deviceIdOf(given);
  const refusal = given.kind === 'web' && !isOfTests(id) ? await refusalOf(given.endpoint) : undefined;
  const faults = [
    ...(kinds.includes(given.kind) ? [] : [notSentTo(kinds)]),
    ...(refusal === undefined ? [] : [unusableEndpoint(refusal)]),
  ];
  if (faults.length > 0) throw together(faults);

  const at = now();
  const put = await devices.put({ userId, id }, (known) => {
    const addedAt = known.find((each) => each.id === id)?.addedAt ?? at;
    return { device: { ...given, id, addedAt, renewedAt: at }, drop: tooMany(known.filter((each) => each.id !== id)) };
  });
  if (put === undefined) throw new Refused('not_found', 'there is no such user');
  return toDeviceAnswer(put);
}

function notSentTo(kinds: readonly DeviceKind[]): Refused {
  const detail = `is one of ${kinds.join(', ')} here; docs/push.md says how to have others`;
  return new Refused('body_invalid', 'the stage sends to no such device', { places: [{ pointer: '/kind', detail }] });
}

function unusableEndpoint(detail: string): Refused {
  return new Refused('body_invalid', 'the endpoint is not usable', { places: [{ pointer: '/endpoint', detail }] });
}

/** The ids of those that go for another one: of more than ten, what was renewed longest ago. */
function tooMany(others: readonly Device[]): string[] {
  const oldestFirst = others.toSorted((one, other) => one.renewedAt.getTime() - other.renewedAt.getTime());
  return oldestFirst.slice(0, Math.max(0, others.length + 1 - mostDevices)).map(({ id }) => id);
}

/** Lists a user's devices, with the key that a browser subscribes with. */
export async function listDevices(
  userId: string,
  { devices, webKey }: { devices: Devices; webKey: () => Promise<string> },
): Promise<DeviceList> {
  const [list, key] = await Promise.all([devices.list(userId), webKey()]);
  return { data: list.map(toDeviceAnswer), web_key: key };
}

/** @throws Refused `not_found` when the user has no such device. */
export async function removeDevice(
  { userId, id }: { userId: string; id: string },
  { devices, now }: { devices: Devices; now: Now },
): Promise<void> {
  const [device] = await devices.find(userId, [id]);
  if (device === undefined) throw new Refused('not_found', 'the user has no such device');
  await devices.remove(userId, [id], now());
}

/** A device as it is shown: without the secrets by which it is reached. */
export function toDeviceAnswer(device: Device): DeviceAnswer {
  const service = pushServiceOf(device);
  return {
    id: device.id,
    kind: device.kind,
    ...(service !== undefined && { push_service: service }),
    added_at: device.addedAt.toISOString(),
    renewed_at: device.renewedAt.toISOString(),
  };
}
