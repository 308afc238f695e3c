import type { Device, Devices } from '../../../../core/channels/push/ports/devices.ts';
import { withRegistered } from '../../../records/changed-user.ts';
import type { MemoryStore } from '../../store.ts';

/** Keeps devices in memory. */
export function memoryDevices(store: MemoryStore): Devices {
  const of = (userId: string) => store.devices.get(userId) ?? new Map<string, Device>();

  function changeIds(userId: string, now: Date): void {
    const user = store.users.get(userId);
    if (user === undefined) return;
    store.users.set(userId, withRegistered(user, { field: 'devices', change: () => [...of(userId).keys()], now }));
  }

  function remove(userId: string, ids: readonly string[], at: Date): void {
    for (const id of ids) of(userId).delete(id);
    changeIds(userId, at);
  }

  return {
    list: async (userId) => structuredClone([...of(userId).values()]),
    find: async (userId, ids) => structuredClone(ids.flatMap((id) => of(userId).get(id) ?? [])),

    async put({ userId, id }, make) {
      if (!store.users.has(userId)) return undefined;
      const { device, drop } = make(structuredClone([...of(userId).values()]));
      for (const other of store.devices.keys()) if (other !== userId) remove(other, [id], device.renewedAt);
      const kept = [...of(userId)].filter(([each]) => !drop.includes(each));
      store.devices.set(userId, new Map([...kept, [id, structuredClone(device)]]));
      changeIds(userId, device.renewedAt);
      return device;
    },

    remove: async (userId, ids, at) => remove(userId, ids, at),
  };
}
