import { apiKeys, ask } from '../api/call.ts';
import { messageOf } from '../api/message-of.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { topics } from './topics.ts';

let user = '';

/** Shows which topics a user is on, and puts them on others or takes them off. `show` is told whose. */
export function startSubscriptions(): { show: (user: string) => void } {
  topics.onChange(() => void draw());
  byId('subscribe-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const field = byId('subscribe-topic', HTMLInputElement);
    if (await change('PUT', field.value.trim())) field.value = '';
  });
  return {
    show(id) {
      user = id;
      say('');
      void draw();
    },
  };
}

/** Answers whether it was done. */
async function change(method: 'PUT' | 'DELETE', topic: string): Promise<boolean> {
  if (topic === '') {
    say('Enter a topic.');
    return false;
  }
  try {
    await ask(`${method} /v1/topics/${encodeURIComponent(topic)}/subscriptions/${encodeURIComponent(user)}`, {
      bearer: apiKeys.live,
    });
    say(method === 'PUT' ? `${user} is subscribed to ${topic}.` : `${user} is no longer subscribed to ${topic}.`);
    topics.refresh();
    await draw();
    return true;
  } catch (error) {
    say(messageOf(error));
    return false;
  }
}

async function draw(): Promise<void> {
  const asked = user;
  if (asked === '') return;
  const { data } = await ask(`GET /local/user-topics/${encodeURIComponent(asked)}`).catch(() => ({ data: [] })); // the next change reads it again
  if (asked !== user) return;
  byId('subscriptions-empty').hidden = data.length > 0;
  showList(byId('subscriptions'), data, { key: (name) => name, draw: topicChip });
}

function topicChip(name: string): HTMLElement {
  return element(
    'li',
    { class: 'topic-chip' },
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

function say(text: string): void {
  byId('subscriptions-state').textContent = text;
}
