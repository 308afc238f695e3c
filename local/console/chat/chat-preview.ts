import { element } from '../elements/element.ts';
import { oneOf } from '../elements/one-of.ts';
import { makeTabs, tab } from '../elements/tabs.ts';
import { chatKindNames, chatKinds, drawChat, type ShownChat } from './draw-chat.ts';

/** Shows a message as each service would, one at a time. */
export function chatPreview(shown: ShownChat): HTMLElement {
  const [first = 'slack', ...others] = chatKindNames();
  const body = element('div', { class: 'chat-shown' }, drawChat(first, shown));
  const tabs = element(
    'fieldset',
    { class: 'tabs', 'aria-label': 'Show the message as in' },
    tab(first, chatKinds[first], { isPressed: true }),
    ...others.map((kind) => tab(kind, chatKinds[kind])),
  );
  makeTabs(tabs, (value) => body.replaceChildren(drawChat(oneOf(chatKinds, value) ?? first, shown)));
  return element('div', { class: 'preview' }, tabs, body);
}
