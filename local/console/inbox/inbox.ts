import { BellhopInbox } from '/client/inbox.js';
import { createClient, createInbox, type Inbox, type InboxFilter, type InboxState } from '/client/index.js';
import { ask, watchedFetch } from '../api/call.ts';
import { byId, find } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { oneOf } from '../elements/one-of.ts';
import { makeTabs, showTab } from '../elements/tabs.ts';
import { highlight } from '../operations/pipeline.ts';
import { userChoice } from '../users/user-choice.ts';
import { inboxItem } from './inbox-item.ts';

type FilterName = 'all' | 'unread' | 'snoozed' | 'archived';

const filters: Readonly<Record<FilterName, InboxFilter>> = {
  all: { status: 'all', archived: false, snoozed: false },
  unread: { status: 'unread', archived: false, snoozed: false },
  snoozed: { status: 'all', archived: false, snoozed: true },
  archived: { status: 'all', archived: true, snoozed: false },
};
const emptyTexts: Readonly<Record<FilterName, string>> = {
  all: 'Nothing yet. Publish something, and it appears here.',
  unread: 'Nothing unread.',
  snoozed: 'Nothing snoozed.',
  archived: 'The archive is empty.',
};

/** Shows the inbox of a user (another can be chosen) as their app would: with the client's own store, and the bell on top of it. */
export function openInbox(firstUser: string): void {
  const pane = find(document.importNode(byId('inbox-template', HTMLTemplateElement).content, true), '.inbox');
  const [bell, tabs, more] = [find(pane, 'bellhop-inbox', BellhopInbox), find(pane, '.inbox-filters'), find(pane, '.more')];
  const allRead = find(pane, '.mark-all', HTMLButtonElement);
  const arrivals = watchArrivals();
  let inbox: Inbox;
  let close = () => {};

  function open(user: string): void {
    close();
    arrivals.forget();
    const client = createClient({ baseUrl: location.origin, getToken: () => tokenOf(user), fetch: watchedFetch });
    inbox = createInbox(client);
    Object.assign(bell, { inbox, client });
    const opened = inbox;
    const unsubscribe = opened.subscribe(show);
    opened.start();
    show();
    close = () => {
      unsubscribe();
      opened.stop();
    };
  }

  function show(): void {
    const state = inbox.getState();
    const { status, items, counts, filter, hasMore } = state;
    const filterName = filter.archived ? 'archived' : filter.snoozed ? 'snoozed' : filter.status;
    showTab(tabs, filterName);
    arrivals.show(state);
    showList(find(pane, '.inbox-list'), items, { key: ({ id }) => id, draw: (item) => inboxItem(item, inbox) });
    find(pane, '.empty').hidden = items.length > 0 || status !== 'ready';
    find(pane, '.empty').textContent = emptyTexts[filterName];
    more.hidden = !hasMore;
    allRead.disabled = counts.unread === 0;
    find(pane, '.inbox-problem').textContent = problemText(state);
    find(pane, '.inbox-problem').hidden = problemText(state) === '';
  }

  allRead.addEventListener('click', () => inbox.markAllRead());
  more.addEventListener('click', () => inbox.loadMore());
  makeTabs(tabs, (value) => inbox.setFilter(filters[oneOf(filters, value) ?? 'all']));
  userChoice(find(pane, '.inbox-user', HTMLSelectElement), firstUser, open);
  byId('inbox-places').append(pane);
  open(firstUser);
}

/** An item that is newer than any before has come through the pipeline. */
function watchArrivals() {
  let newest: string | undefined;
  return {
    forget() {
      newest = undefined;
    },
    show({ status, items }: InboxState) {
      const createdAt = items[0]?.created_at ?? '';
      if (newest !== undefined && createdAt > newest) for (const part of ['inbox', 'inbox-on']) highlight(part);
      if (status === 'ready' && (newest === undefined || createdAt > newest)) newest = createdAt;
    },
  };
}

/** That nothing answers, the banner says. */
function problemText({ refused, status, error }: InboxState): string {
  const wrong = refused?.error ?? (status === 'failed' ? error : undefined);
  return wrong === undefined || wrong.code === 'network' ? '' : wrong.message;
}

async function tokenOf(user: string): Promise<string> {
  return (await ask('POST /local/token', { body: { user } })).token;
}
