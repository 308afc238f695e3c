import { createClient, createInbox } from '/client/index.js';
import '/client/inbox.js';
import { ask, hearingFetch } from '../api/call.js';
import { byId } from '../elements/element.js';
import { showList } from '../elements/keyed-list.js';
import { makeTabs, showTab } from '../elements/tabs.js';
import { light } from '../operations/pipeline.js';
import { userChoice } from '../users/user-choice.js';
import { inboxItem } from './inbox-item.js';

const filters = {
  all: { status: 'all', archived: false },
  unread: { status: 'unread', archived: false },
  archived: { status: 'all', archived: true },
};
const nothingHere = {
  all: 'Nothing yet. Publish something, and it appears here.',
  unread: 'Nothing unread.',
  archived: 'The archive is empty.',
};

/** Shows the inbox of a user (another can be chosen) as their app would: with the client's own store, and the bell on top of it. */
export function openInbox(firstUser) {
  const pane = byId('inbox-template').content.cloneNode(true).firstElementChild;
  const find = (selector) => pane.querySelector(selector);
  const [bell, tabs, list, more, allRead] = ['bellhop-inbox', '.inbox-filters', '.inbox-list', '.more', '.mark-all'].map(find);
  let inbox;
  let newest;
  let close = () => {};

  function open(user) {
    close();
    newest = undefined;
    const client = createClient({ baseUrl: location.origin, getToken: () => tokenOf(user), fetch: hearingFetch });
    inbox = createInbox(client);
    Object.assign(bell, { inbox, client });
    const unsubscribe = inbox.subscribe(show);
    inbox.start();
    show();
    close = () => {
      unsubscribe();
      inbox.stop();
    };
  }

  function show() {
    const { status, items, counts, filter, hasMore } = inbox.getState();
    const shelf = filter.archived ? 'archived' : filter.status;
    showTab(tabs, shelf);
    showArrival(items[0]?.created_at);
    showList(list, items, { key: ({ id }) => id, draw: (item) => inboxItem(item, inbox) });
    find('.empty').hidden = items.length > 0 || status !== 'ready';
    find('.empty').textContent = nothingHere[shelf];
    more.hidden = !hasMore;
    allRead.disabled = counts.unread === 0;
    say(whatIsWrong(inbox.getState()));
  }

  /** An item that is newer than any before has come along the road. */
  function showArrival(createdAt = '') {
    if (newest !== undefined && createdAt > newest) for (const part of ['inbox', 'inbox-on']) light(part);
    if (inbox.getState().status === 'ready' && (newest === undefined || createdAt > newest)) newest = createdAt;
  }

  function say(text) {
    find('.inbox-problem').hidden = text === '';
    find('.inbox-problem').textContent = text;
  }

  allRead.addEventListener('click', () => inbox.markAllRead());
  more.addEventListener('click', () => inbox.loadMore());
  makeTabs(tabs, (shelf) => inbox.setFilter(filters[shelf]));
  userChoice(find('.inbox-user'), firstUser, open);
  byId('inbox-places').append(pane);
  open(firstUser);
}

/** That nothing answers, the banner says. */
function whatIsWrong({ refused, status, error }) {
  const wrong = refused?.error ?? (status === 'failed' ? error : undefined);
  return wrong === undefined || wrong.code === 'network' ? '' : wrong.message;
}

async function tokenOf(user) {
  return (await ask('POST', '/local/token', { body: { user } })).token;
}
