import { apiKeys, ask } from '../api/call.js';
import { byId, element } from '../elements/element.js';
import { showList } from '../elements/keyed-list.js';
import { nameSome } from '../elements/name-some.js';
import { topics } from './topics.js';

let user;
let all = [];

/** Shows which topics a user is on, and puts them on others or takes them off. */
export function startSubscriptions() {
  topics.onChange((list) => {
    all = list;
    draw();
  });
  byId('subscribe-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const field = byId('subscribe-topic');
    if (await change('PUT', field.value.trim())) field.value = '';
  });
  return {
    show(id) {
      user = id;
      say('');
      draw();
    },
  };
}

async function change(method, topic) {
  if (topic === '') return say('Enter a topic.');
  try {
    await ask(method, `/v1/topics/${encodeURIComponent(topic)}/subscriptions/${encodeURIComponent(user)}`, {
      bearer: apiKeys.live,
    });
    say(method === 'PUT' ? `${user} is subscribed to ${topic}.` : `${user} is no longer subscribed to ${topic}.`);
    topics.look();
    return true;
  } catch (error) {
    say(error.errors?.[0]?.detail ?? error.message);
    return false;
  }
}

function draw() {
  const own = all.filter(({ subscribers }) => subscribers.includes(user));
  byId('subscriptions-empty').hidden = own.length > 0;
  showList(byId('subscriptions'), own, { key: ({ name }) => name, draw: topicChip });
}

function topicChip({ name, subscribers }) {
  return element(
    'li',
    { class: 'topic-chip', title: nameSome(subscribers) },
    name,
    element(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'data-does': 'leave',
        'aria-label': `Unsubscribe ${user} from ${name}`,
        onclick: () => change('DELETE', name),
      },
      '×',
    ),
  );
}

function say(text) {
  byId('subscriptions-state').textContent = text;
}
