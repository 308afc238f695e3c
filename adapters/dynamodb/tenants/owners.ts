import type { Owners } from '../../../core/tenants/ports/owners.ts';
import { tenantOf } from '../../../core/tenants/rules/owned.ts';
import { notificationKey } from '../delivery/keys.ts';
import { requestPartKey } from '../publishing/keys.ts';
import { readItem } from '../table/read-item.ts';
import type { Table } from '../table/table.ts';

/** Reads from the table whose a notification or a request is: one item each. */
export function dynamoOwners(table: Table): Owners {
  return {
    async find(id) {
      const isRequest = id.startsWith('req_');
      const item = await readItem(table, isRequest ? requestPartKey(id, 0) : notificationKey(id));
      const tenant = isRequest ? item?.tenant : tenantOf(String(item?.userId ?? ''));
      // in the place of a notification that was canceled ahead there is an item of nobody's
      if (item === undefined || (!isRequest && item.userId === undefined)) return undefined;
      return typeof tenant === 'string' ? { tenant } : {};
    },
  };
}
