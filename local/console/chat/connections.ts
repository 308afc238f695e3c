import { askFirst } from '../api/ask-first.ts';
import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { stage } from '../api/stage.ts';
import { describeWrite } from '../api/write-words.ts';
import { element } from '../elements/element.ts';
import { oneOf } from '../elements/one-of.ts';
import { timeAgo } from '../elements/time.ts';
import { chatKinds } from './draw-chat.ts';

/** Whose connections: a user's, or those of a topic's room, as the path of the API has it. */
export type ChatsOf = `users/${string}` | `topics/${string}`;
type Connection = Answers[`GET /v1/${string}/chat-connections`]['data'][number];

const live = { bearer: apiKeys.live };

/** Draws the chats of a user or a room into `place`, with a form that connects another. Fails in a stage without chats. */
export async function showChatsOf(place: HTMLElement, whose: ChatsOf, said = ''): Promise<void> {
  const { data } = await ask(`GET /v1/${whose}/chat-connections`, live);
  const state = element('p', { class: 'state', role: 'status' }, said);
  const again = (words: string) => showChatsOf(place, whose, words);
  const tell = (error: unknown) => {
    state.textContent = messageOf(error);
  };
  place.replaceChildren(
    element('ul', {}, ...data.map((connection) => row(whose, connection, (words) => again(words).catch(tell), tell))),
    element('p', { class: 'hint' }, data.length === 0 && 'No chat is connected.'),
    form(whose, (words) => again(words).catch(tell), tell),
    state,
  );
}

type Told = [done: (words: string) => unknown, failed: (error: unknown) => unknown];

/** Its URL is masked: the API gives no more. */
function row(whose: ChatsOf, connection: Connection, ...[done, failed]: Told): HTMLElement {
  const { id, kind, url, description, status, gone_because, created_at, last_used_at } = connection;
  const operation = `DELETE /v1/${whose}/chat-connections/${encodeURIComponent(id)}` as const;
  const remove = async () => {
    if (stage.is_local && !(await askFirst(describeWrite(operation, undefined)))) return;
    await ask(operation, live).then(() => done(`${id} is removed.`), failed);
  };
  const used = last_used_at === undefined ? [', not used yet'] : [', used ', timeAgo(last_used_at)];
  return element(
    'li',
    { class: 'suppression' },
    element('p', { class: 'log-what' }, `${id}, ${chatKinds[kind]}`),
    element('span', { class: 'chip' }, status === 'gone' ? `gone: ${gone_because ?? ''}` : url),
    element('button', { type: 'button', 'data-does': 'remove', 'aria-label': `Remove ${id}`, onclick: remove }, 'Remove'),
    element('p', { class: 'hint' }, description === undefined ? '' : `${description}, `, 'since ', timeAgo(created_at), ...used),
  );
}

/** Whoever has the URL can post by it, so it is typed once and shown to nobody again. */
function form(whose: ChatsOf, ...[done, failed]: Told): HTMLElement {
  const plain = { autocomplete: 'off', spellcheck: 'false', required: true };
  const id = element('input', {
    ...plain,
    name: 'connection',
    'aria-label': 'Name of the connection',
    placeholder: 'ops',
    maxlength: '40',
  });
  const kind = element(
    'select',
    { name: 'kind', 'aria-label': 'Service' },
    ...Object.entries(chatKinds).map(([value, label]) => element('option', { value }, label)),
  );
  const url = element('input', {
    ...plain,
    name: 'url',
    type: 'url',
    'aria-label': 'URL of its webhook',
    placeholder: 'https://hooks.slack.com/services/…',
  });
  const connect = async (event: Event) => {
    event.preventDefault();
    const body = { kind: oneOf(chatKinds, kind.value) ?? ('webhook' as const), url: url.value.trim() };
    try {
      const { secret } = await ask(`PUT /v1/${whose}/chat-connections/${encodeURIComponent(id.value.trim())}`, { ...live, body });
      const signed = secret === undefined ? '' : ` What it is told is signed with ${secret}, which is shown this once.`;
      await done(`${id.value.trim()} is connected.${signed}`);
    } catch (error) {
      failed(error);
    }
  };
  return element(
    'form',
    { class: 'inline-form', onsubmit: connect },
    id,
    kind,
    url,
    element('button', { type: 'submit' }, 'Connect'),
  );
}
