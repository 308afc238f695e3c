import { readItem } from '../../table/read-item.ts';
import type { UserItemKind } from '../../users/user-item-kind.ts';
import { toDevice } from './device-item.ts';
import { deviceOwnerKey, devicePrefix } from './keys.ts';

/** The devices of a user. Each is named once more by its id, unless it has become another's. */
export const deviceUserItems: UserItemKind = {
  prefixes: [devicePrefix],

  async keysBehind({ sk }, { table, userId }) {
    const key = deviceOwnerKey(sk.slice(devicePrefix.length));
    const owner = await readItem(table, key);
    return owner?.userId === userId ? [key] : [];
  },

  toRecord: (item) => ({ kind: 'device', device: toDevice(item) }),
};
