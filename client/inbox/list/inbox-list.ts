import type { FeedItem } from '../../../contract/channels/inbox/feed.ts';
import type { CategoryCounts } from '../../inbox-store/overlay.ts';
import { choice } from '../choice.ts';
import { button, element, setAttribute, setText } from '../element.ts';
import { categoryName, type PanelTexts, type Shelf } from '../texts.ts';
import { type ItemActions, type ItemLook, inboxItem } from './inbox-item.ts';
import { keyedList } from './keyed-list.ts';
import { nothingHere, notice } from './nothing-here.ts';
import type { VirtualList } from './virtual-list.ts';

/** A list of so many is drawn in part. */
const longList = 200;

/** What the list shows. */
export type ListModel = {
  phase: 'loading' | 'ready' | 'failed';
  items: readonly FeedItem[];
  hasMore: boolean;
  loadingMore: boolean;
  shelf: Shelf;
  /** Empty: every category. */
  category: string;
  categories: readonly string[];
  categoryCounts: CategoryCounts | undefined;
};

/** What can be done with the list and with its items. */
export type ListActions = ItemActions & {
  chooseShelf(shelf: Shelf): void;
  chooseCategory(category: string): void;
  loadMore(): void;
  retry(): void;
  /** The focused item went, and the list is empty. */
  leave(): void;
};

/** The list; `step` answers whether a key led anywhere from an element. */
export type InboxList = {
  root: HTMLElement;
  update(model: ListModel): void;
  step(key: string, from: Element | null): boolean;
  focusOn(id: string): void;
};

/** Filters, items, and what stands in their place when there are none. */
export function inboxList(look: ItemLook, actions: ListActions): InboxList {
  const { texts } = look;
  const shelves = choice<Shelf>('shelves', texts.shelves, actions.chooseShelf);
  const categories = choice<string>('categories', texts.categories, actions.chooseCategory);
  const list = element('ul', { class: 'items', part: true, role: 'list', 'aria-label': texts.title });
  const skeleton = element(
    'div',
    { class: 'skeleton', role: 'status' },
    element('span', { class: 'unseen-text' }, texts.loading),
    ...[1, 2, 3, 4].map(() => element('i', { 'aria-hidden': 'true' })),
  );
  const instead = nothingHere(texts, actions.retry);
  const more = button('more', actions.loadMore);
  const scroller = element('div', { class: 'scroller' }, list, skeleton, instead.root, more);
  const stale = notice(texts, actions.retry);
  const filters = element('div', { class: 'filters', part: true }, shelves.root, categories.root);
  const root = element('div', { class: 'view' }, filters, stale.root, scroller);
  let virtual: VirtualList | undefined;
  let isVirtual = false;
  let watched = -1;
  let all: readonly FeedItem[] = [];
  const showItems = keyedList<FeedItem>(list, {
    key: (item) => item.id,
    make: (item) => inboxItem(item, look, actions),
    leave: (next) => (next ? controlOf(next).focus({ preventScroll: true }) : actions.leave()),
  });

  /** A long list is drawn in part, by code that is loaded then; until it is there, and where it cannot be had, all of it. */
  function showRows(items: readonly FeedItem[], hasMore: boolean): void {
    all = items;
    if (virtual)
      virtual.update(
        items.map(({ id }) => id),
        !hasMore,
      );
    else showItems(items);
    if (isVirtual || items.length < longList) return;
    isVirtual = true;
    import('./virtual-list.ts').then(
      ({ virtualList }) => {
        virtual = virtualList({ scroller, list, keys: all.map(({ id }) => id), draw: drawPart });
        virtual.update(
          all.map(({ id }) => id),
          !hasMore,
        );
      },
      () => {},
    );
  }

  function drawPart(from: number, to: number, pinned?: number): void {
    const part = all.slice(from, to);
    const focused = pinned === undefined ? [] : all.slice(pinned, pinned + 1);
    showItems(pinned !== undefined && pinned < from ? [...focused, ...part] : [...part, ...focused]);
  }

  /** Reads on when the end of what is shown comes near; again only once there is more than before, so that a failure asks for a press. */
  const nearEnd = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting && more.ariaDisabled !== 'true' && watched !== all.length) {
        watched = all.length;
        actions.loadMore();
      }
    },
    { root: scroller, rootMargin: '600px' },
  );

  function watchEnd(): void {
    nearEnd.disconnect();
    if (!more.hidden && watched !== all.length) nearEnd.observe(more);
  }

  function update(model: ListModel): void {
    const { phase, items, shelf } = model;
    shelves.show(
      (['all', 'unread', 'snoozed', 'archived'] as const).map((one) => [one, texts.shelf[one]]),
      shelf,
    );
    categories.root.hidden = model.categories.length < 2;
    categories.show(
      [
        ['', texts.everyCategory],
        ...model.categories.map((one) => [one, categoryName(one, texts), countOf(one, model, texts)] as const),
      ],
      model.category,
    );
    showRows(items, model.hasMore);
    list.hidden = items.length === 0;
    skeleton.hidden = phase !== 'loading' || items.length > 0;
    instead.show(items.length > 0 || phase === 'loading' ? 'items' : phase === 'failed' ? 'failed' : shelf);
    stale.show(phase === 'failed' && items.length > 0);
    more.hidden = !model.hasMore || items.length === 0;
    setText(more, model.loadingMore ? texts.loading : texts.more);
    setAttribute(more, 'aria-disabled', model.loadingMore && 'true');
    setAttribute(scroller, 'aria-busy', phase === 'loading' && 'true');
    if (phase === 'loading') watched = -1;
    watchEnd();
  }

  function step(key: string, from: Element | null): boolean {
    if (/^(Home|End|Arrow(Up|Down))$/.test(key)) virtual?.reach(key);
    return stepThrough([...list.children], key, from);
  }

  /** Focuses an item that came back, where it is drawn. */
  function focusOn(id: string): void {
    const row = virtual ? undefined : list.children[all.findIndex((item) => item.id === id)];
    if (row) controlOf(row).focus();
  }

  return { root, update, step, focusOn };
}

/** How many are unread of a category, when some are. */
function countOf(category: string, { categoryCounts }: ListModel, texts: PanelTexts): string {
  const unread = categoryCounts?.[category]?.unread ?? 0;
  return unread > 0 ? texts.badge(unread) : '';
}

/** Moves the focus by an arrow key, Home or End; false when the key is none of these, or there is nowhere to go. */
function stepThrough(rows: readonly Element[], key: string, from: Element | null): boolean {
  const next = rows[nextPlace(rows.length, key, from ? rows.findIndex((row) => row.contains(from)) : -1) ?? -1];
  if (!next) return false;
  controlOf(next).focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Where a key leads in a list of so many, from a place (-1: outside of it); nothing when it leads nowhere. */
export function nextPlace(length: number, key: string, from: number): number | undefined {
  if (length === 0) return undefined;
  if (key === 'ArrowDown') return Math.min(from + 1, length - 1);
  if (key === 'ArrowUp') return from < 0 ? length - 1 : Math.max(from - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : undefined;
}

function controlOf(row: Element): HTMLElement {
  return row.querySelector<HTMLElement>('.item-title') ?? (row as HTMLElement);
}
