import { apiKeys, ask } from '../api/call.ts';
import { byId, element } from '../elements/element.ts';
import { linkToUser } from '../route.ts';
import { askedAs } from './of-tenant.ts';

const mostOffered = 20;
let asked = 0;

/** Finds users by how their ids begin, and opens the one that is typed. */
export function startFindingUsers(): void {
  const field = byId('find-user-id', HTMLInputElement);
  field.addEventListener('input', () => void offer(field.value.trim()));
  byId('find-user-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const id = field.value.trim();
    if (id === '') return;
    field.value = '';
    location.hash = linkToUser(id);
  });
}

/** A later letter's answer takes the place of an earlier one's. */
async function offer(prefix: string): Promise<void> {
  asked += 1;
  const round = asked;
  if (prefix === '') return;
  const { own, tenant, headers } = askedAs(prefix);
  const query = new URLSearchParams({ ...(own !== '' && { prefix: own }), limit: String(mostOffered) });
  const { data } = await ask(`GET /v1/users?${query}`, { bearer: apiKeys.live, headers }).catch(() => ({ data: [] })); // an id that cannot be one
  if (round !== asked) return;
  const ids = data.map(({ id }) => (tenant === undefined ? id : `${tenant}/${id}`));
  byId('user-ids').replaceChildren(...ids.map((value) => element('option', { value })));
}
