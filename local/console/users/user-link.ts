import { element } from '../elements/element.ts';
import { linkToUser, topicOfRoom } from '../route.ts';
import { isOfTenant, shownName } from './of-tenant.ts';

/** Shows who a notification is for: a link to the user; the room of a topic and a tenant's user have no page. */
export function userLink(id: string, tenant?: string): HTMLElement {
  const topic = topicOfRoom(id);
  if (topic !== undefined) return element('span', {}, `the room of ${shownName(topic, tenant)}`);
  const isOwn = tenant === undefined && !isOfTenant(id);
  return isOwn ? element('a', { href: linkToUser(id), 'data-does': 'user' }, id) : element('span', {}, shownName(id, tenant));
}
