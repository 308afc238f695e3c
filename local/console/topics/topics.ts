import { type Listed, listStore } from '../api/list-store.ts';
import { byId, element } from '../elements/element.ts';
import { nameSome } from '../elements/name-some.ts';
import { isOfTenant } from '../users/of-tenant.ts';

/** The topics that have subscribers. */
export const topics = listStore('GET /local/topics', 5_000);

let list: Listed<'GET /local/topics'>[] = [];

/** Offers them where a topic is typed, and shows the subscribers of the one in the publish form. */
export function offerTopics(): void {
  topics.onChange((found) => {
    list = found.filter(({ name }) => !isOfTenant(name)); // a tenant's are published to by its own calls
    byId('topics').replaceChildren(...list.map(({ name }) => element('option', { value: name })));
    showSubscribers();
  });
  byId('topic').addEventListener('input', showSubscribers);
}

/** Who is subscribed to a topic, as far as is known. */
export function subscribersOf(topic: string): string[] {
  return list.find(({ name }) => name === topic)?.subscribers ?? [];
}

function showSubscribers(): void {
  const subscribers = subscribersOf(byId('topic', HTMLInputElement).value.trim());
  byId('topic-hint').textContent =
    subscribers.length === 0 ? 'It has no subscribers. Subscribe users under Users.' : `Subscribers: ${nameSome(subscribers)}`;
}
