import type { InboxAction } from '../../../contract/channels/inbox/actions.ts';
import type { FeedItem } from '../../../contract/channels/inbox/feed.ts';
import { button, element, setAttribute, setName, setText } from '../element.ts';
import { type Drawing, iconButton, redraw } from '../icons.ts';
import { categoryName, type PanelTexts, type TextChanges } from '../texts.ts';
import { avatar } from './avatar.ts';
import { itemButtons } from './item-buttons.ts';
import type { Row } from './keyed-list.ts';
import { picture } from './picture.ts';
import { fullTime, relativeTime } from './relative-time.ts';
import { snoozeChoices } from './snooze-times.ts';
import { webUrl } from './web-url.ts';

/** What a user can do with one notification. */
export type ItemActions = {
  open(item: FeedItem, click: MouseEvent): void;
  /** Presses one of the item's own buttons. */
  act(item: FeedItem, action: InboxAction, click: MouseEvent): void;
  setRead(item: FeedItem, read: boolean): void;
  setArchived(item: FeedItem, archived: boolean): void;
  /** Puts an item aside until then; without an instant, brings it back. */
  snooze(item: FeedItem, until?: Date): void;
};

/** What an item is drawn with besides itself. */
export type ItemLook = { texts: PanelTexts & TextChanges; locale: string };

/** Draws one notification. The whole of it opens it; its title is the link or button that says so. */
export function inboxItem(first: FeedItem, look: ItemLook, actions: ItemActions): Row<FeedItem> {
  let item = first;
  let isWhole = false;
  const { texts } = look;
  const link = webUrl(item.action_url);
  const unread = element('span', { class: 'unseen-text' }, `${texts.unreadItem} `);
  const title = element('span');
  const open = element(
    link ? 'a' : 'button',
    {
      class: 'item-title',
      part: true,
      href: link,
      type: !link && 'button',
      click: (click) => actions.open(item, click as MouseEvent),
    },
    unread,
    title,
  );
  const body = element('p', { class: 'item-body', part: true });
  const whole = button('item-whole', () => {
    isWhole = !isWhole;
    fit();
  });
  const time = element('time');
  const priority = element('span', { class: 'item-priority', part: true });
  const category = element('span');
  const read = iconButton('read', () => actions.setRead(item, !item.read));
  const snooze = iconButton('snooze', () => (item.snoozed_until ? actions.snooze(item) : offerTimes(choices.hidden === true)));
  const choices = element('div', { class: 'item-buttons', part: true, role: 'group', 'aria-label': texts.snooze });
  choices.hidden = true;
  const archive = iconButton('archive', () => actions.setArchived(item, !item.archived));
  const root = element(
    'li',
    {
      class: 'item',
      part: true,
      keydown(event) {
        if ((event as KeyboardEvent).key !== 'Escape' || choices.hidden) return;
        event.preventDefault(); // which the panel would close by
        offerTimes(false);
      },
    },
    element('span', { class: 'item-dot', part: true }),
    avatar(item.actor),
    element(
      'div',
      { class: 'item-text' },
      open,
      body,
      whole,
      picture(item.image),
      itemButtons(item.actions, (action, click) => actions.act(item, action, click)),
      choices,
      element('p', { class: 'item-foot', part: true }, time, category, priority),
    ),
    element('div', { class: 'item-actions', part: true }, read, archive, snooze),
  );

  /** Offers the times until which the item may be put aside, or no longer. */
  function offerTimes(offered: boolean): void {
    setAttribute(snooze, 'aria-expanded', String(offered));
    choices.hidden = !offered;
    const times = snoozeChoices(new Date()).map(([time, until]) =>
      button('button', () => actions.snooze(item, until), texts.snoozeUntil[time]),
    );
    choices.replaceChildren(...times);
    (offered ? times[0] : snooze)?.focus();
  }

  /** A body of more than three lines is cut, until all of it is asked for. */
  function fit(): void {
    setAttribute(whole, 'aria-expanded', String(isWhole));
    setText(whole, isWhole ? texts.showLess : texts.showAll);
    whole.hidden = !isWhole && body.scrollHeight <= body.clientHeight;
  }

  function update(newer: FeedItem): void {
    item = newer;
    setAttribute(root, 'data-unread', !item.read);
    unread.hidden = item.read;
    setText(title, item.title);
    setText(body, item.body);
    body.hidden = item.body === '';
    fit();
    setText(category, categoryName(item.category, texts));
    setText(priority, texts.priority[item.priority] ?? '');
    setAttribute(priority, 'data-priority', item.priority);
    priority.hidden = priority.textContent === '';
    const until = item.snoozed_until;
    const at = new Date(until ?? item.created_at);
    const inFull = fullTime(at, look);
    setAttribute(time, 'datetime', at.toISOString());
    setAttribute(time, 'title', inFull);
    setText(time, until ? `${texts.snoozedUntil} ${inFull}` : relativeTime(at, new Date(), look));
    nameAction(snooze, until ? 'restore' : 'snooze', until ? texts.restore : texts.snooze);
    snooze.hidden = item.archived;
    nameAction(read, item.read ? 'unread' : 'read', item.read ? texts.markUnread : texts.markRead);
    nameAction(archive, item.archived ? 'restore' : 'archive', item.archived ? texts.restore : texts.archive);
    read.hidden = item.archived || until !== undefined;
  }

  new ResizeObserver(fit).observe(body); // how many lines there are depends on the width
  return { root, update };
}

function nameAction(button: HTMLButtonElement, drawing: Drawing, name: string): void {
  setName(button, name);
  redraw(button, drawing);
}
