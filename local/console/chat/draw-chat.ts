import { element } from '../elements/element.ts';
import { namesOf, oneOf } from '../elements/one-of.ts';

/** What a chat shows of a message. */
export type ShownChat = {
  title: string;
  body: string;
  fields?: readonly { name: string; value: string }[] | undefined;
  action_url?: string | undefined;
  action_label?: string | undefined;
};

/** The services, as people call them. */
export const chatKinds = { slack: 'Slack', teams: 'Teams', discord: 'Discord', webhook: 'Webhook' } as const;

/** A service of chats. */
export type ChatKind = keyof typeof chatKinds;

/** Draws a message as a person sees it there. */
export function drawChat(
  kind: ChatKind,
  { title, body, fields = [], action_url, action_label = 'Open' }: ShownChat,
): HTMLElement {
  const link = { href: action_url, target: '_blank', rel: 'noopener' };
  const isTitleLink = kind === 'discord' && action_url !== undefined;
  return element(
    'div',
    { class: `chat-message ${kind}` },
    element('p', { class: 'chat-from' }, 'Bellhop', element('span', { class: 'chip' }, kind === 'teams' ? 'Workflows' : 'App')),
    element(
      'div',
      { class: 'chat-card' },
      element('p', { class: 'chat-title' }, isTitleLink ? element('a', link, title) : title),
      body !== '' && element('p', { class: 'item-body' }, body),
      fields.length > 0 &&
        element(
          'dl',
          { class: 'chat-fields' },
          ...fields.map(({ name, value }) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
        ),
      action_url !== undefined && !isTitleLink && element('a', { ...link, class: 'chat-button' }, action_label),
    ),
  );
}

/** Reads what was posted to a service back into what it shows; nothing when it is none of its messages. */
export function readPosted(from: string, text: string): { kind: ChatKind; shown: ShownChat } | undefined {
  const kind = oneOf(chatKinds, from);
  if (kind === undefined) return undefined;
  try {
    return { kind, shown: (readers[kind] as (posted: unknown) => ShownChat)(JSON.parse(text)) };
  } catch {
    return undefined; // somebody else's
  }
}

type Slack = {
  blocks: {
    type: string;
    text?: { text: string };
    fields?: { text: string }[];
    elements?: { text: { text: string }; url: string }[];
  }[];
};
type Discord = { embeds: { title: string; description?: string; url?: string; fields?: { name: string; value: string }[] }[] };
type Runs = { inlines: { text: string }[] };
type Teams = { attachments: { content: { body: Runs[]; actions?: { title: string; url: string }[] } }[] };

const readers: Readonly<Record<ChatKind, (posted: never) => ShownChat>> = {
  slack({ blocks }: Slack) {
    const [button] = blocks.find(({ type }) => type === 'actions')?.elements ?? [];
    const fields = blocks.find((block) => block.fields)?.fields ?? [];
    return {
      title: blocks.find(({ type }) => type === 'header')?.text?.text ?? '',
      body: blocks.find(({ type, text }) => type === 'section' && text)?.text?.text ?? '',
      fields: fields.map(({ text }) => ({ name: text.split('\n')[0] ?? '', value: text.split('\n').slice(1).join('\n') })),
      action_url: button?.url,
      action_label: button?.text.text,
    };
  },
  teams({ attachments: [attachment] }: Teams) {
    const { body = [], actions = [] } = attachment?.content ?? {};
    const [title, ...rest] = body.map(({ inlines }) => inlines.map(({ text }) => text));
    return {
      title: title?.join('') ?? '',
      body: rest
        .filter((runs) => runs.length === 1)
        .map((runs) => runs.join(''))
        .join('\n'),
      fields: rest
        .filter((runs) => runs.length === 2)
        .map(([name = '', value = '']) => ({ name: name.replace(/: $/, ''), value })),
      action_url: actions[0]?.url,
      action_label: actions[0]?.title,
    };
  },
  discord({ embeds: [embed] }: Discord) {
    const plain = (text = '') => text.replaceAll(/\\([\\*_~`|<>#@[\]+-])/g, '$1');
    const { title, description, url, fields = [] } = embed ?? { title: '' };
    return {
      title: plain(title),
      body: plain(description),
      fields: fields.map(({ name, value }) => ({ name: plain(name), value: plain(value) })),
      action_url: url,
    };
  },
  webhook: ({ data }: { data: ShownChat }) => data,
};

/** Names the services. */
export function chatKindNames(): ChatKind[] {
  return namesOf(chatKinds);
}
