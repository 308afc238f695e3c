import { listStore } from '../api/list-store.ts';
import { byId } from '../elements/element.ts';
import { isOfTenant } from './of-tenant.ts';

/** The users that the system knows. */
export const users = listStore('GET /local/users', 5_000);

/** Calls `show` with the ids of the stage's own users now, and each time they change. Those of tenants are counted, and no more. */
export function onUsers(show: (ids: string[]) => void): void {
  users.onChange((list) => {
    const ids = list.map(({ id }) => id);
    const own = ids.filter((id) => !isOfTenant(id));
    sayLeftOut(ids.length - own.length);
    show(own);
  });
}

function sayLeftOut(count: number): void {
  const hint = byId('tenants-users');
  hint.hidden = count === 0;
  hint.textContent = `${count} more of tenants: this page is for the stage's own users, so publish to those with the header X-Tenant.`;
}
