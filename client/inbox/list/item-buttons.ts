import type { InboxAction } from '../../../contract/channels/inbox/actions.ts';
import { element } from '../element.ts';
import { webUrl } from './web-url.ts';

/** Draws the buttons of an item: a link where one leads somewhere. Nothing when it has none. */
export function itemButtons(
  actions: readonly InboxAction[] | undefined,
  press: (action: InboxAction, click: MouseEvent) => void,
): HTMLElement | undefined {
  if (!actions?.length) return undefined;
  return element(
    'div',
    { class: 'item-buttons', part: true },
    ...actions.map((action) => {
      const href = webUrl(action.url);
      return element(
        href ? 'a' : 'button',
        {
          class: action.primary ? 'button primary' : 'button',
          part: action.primary ? 'button button-primary' : 'button',
          href,
          type: !href && 'button',
          click: (click) => press(action, click as MouseEvent),
        },
        action.label,
      );
    }),
  );
}
