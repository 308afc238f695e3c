import type { Device } from '../../../../core/channels/push/ports/devices.ts';
import { deviceKey } from './keys.ts';

/** A device as it lies in the table: what is of its kind as JSON, so that kinds may differ. */
type StoredDevice = { id: string; device: string; addedAt: string; renewedAt: string };

/** What to store for a device. */
export function toStoredDevice(userId: string, { id, addedAt, renewedAt, ...device }: Device) {
  return {
    ...deviceKey(userId, id),
    id,
    device: JSON.stringify(device),
    addedAt: addedAt.toISOString(),
    renewedAt: renewedAt.toISOString(),
  };
}

/** Reads the device in an item. */
export function toDevice(item: Record<string, unknown>): Device {
  const { id, device, addedAt, renewedAt } = item as StoredDevice;
  return { ...JSON.parse(device), id, addedAt: new Date(addedAt), renewedAt: new Date(renewedAt) };
}
