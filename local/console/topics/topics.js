import { listStore } from '../api/list-store.js';
import { byId, element } from '../elements/element.js';
import { nameSome } from '../elements/name-some.js';

/** The topics that have subscribers, as `{name, subscribers}`. */
export const topics = listStore('/local/topics', 5_000);

let list = [];

/** Offers them where a topic is typed, and says who is on the one of the publish form. */
export function offerTopics() {
  topics.onChange((found) => {
    list = found;
    byId('topics').replaceChildren(...list.map(({ name }) => element('option', { value: name })));
    sayWho();
  });
  byId('topic').addEventListener('input', sayWho);
}

/** Who is subscribed to a topic, as far as is known. */
export function subscribersOf(topic) {
  return list.find(({ name }) => name === topic)?.subscribers ?? [];
}

function sayWho() {
  const subscribers = subscribersOf(byId('topic').value.trim());
  byId('topic-said').textContent =
    subscribers.length === 0 ? 'It has no subscribers. Subscribe users under People.' : `Subscribers: ${nameSome(subscribers)}`;
}
