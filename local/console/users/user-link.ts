import { element } from '../elements/element.ts';
import { linkToUser, topicOfRoom } from '../route.ts';

/** Shows who a notification is for: a link to the user, or the room of a topic, which has no page. */
export function userLink(id: string): HTMLElement {
  const topic = topicOfRoom(id);
  return topic === undefined
    ? element('a', { href: linkToUser(id), 'data-does': 'user' }, id)
    : element('span', {}, `the room of ${topic}`);
}
