import { Unreachable } from './api.js';
import { byId } from './element.js';
import { feedPageSize, markAllRead, markItem, readFeed } from './feed.js';
import { inboxItem } from './inbox-item.js';
import { showList } from './keyed-list.js';
import { repeat } from './repeat.js';
import { makeTabs } from './tabs.js';
import { userChoice } from './user-choice.js';

const usualPollMs = 2_000;
const nothingHere = {
  all: 'Nothing yet. Publish something, and it appears here.',
  unread: 'Nothing unread.',
  archived: 'The archive is empty.',
};

/** Shows the inbox of a user (another can be chosen) and keeps it true. */
export function openInbox(firstUser) {
  const inbox = byId('inbox-template').content.cloneNode(true).firstElementChild;
  const [badge, list, empty, more, allRead, problem] = [
    '.badge',
    '.inbox-list',
    '.empty',
    '.more',
    '.mark-all',
    '.inbox-problem',
  ].map((selector) => inbox.querySelector(selector));
  let view = { user: firstUser, filter: 'all', wanted: feedPageSize };
  let watermark;

  async function poll() {
    const asked = view;
    const feed = await readFeed(asked).catch((error) => {
      if (asked === view && !(error instanceof Unreachable)) say(error.message); // the banner says that
      throw error;
    });
    if (asked !== view) return 0; // another inbox or filter was chosen meanwhile
    say('');
    if (feed.items) show(feed);
    return feed.pollMs;
  }

  function show(feed) {
    view.etag = feed.etag;
    watermark = feed.watermark;
    showList(list, feed.items, {
      key: ({ id }) => id,
      draw: (item) => inboxItem(item, (mark) => change(markItem(view.user, item.id, mark))),
    });
    showCount(feed.counts.unread);
    empty.hidden = feed.items.length > 0;
    empty.textContent = nothingHere[view.filter];
    more.hidden = !feed.hasMore;
  }

  function showCount(unread) {
    badge.hidden = unread === 0;
    badge.textContent = unread > 99 ? '99+' : unread;
    badge.setAttribute('aria-label', `${badge.textContent} unread`);
    allRead.disabled = unread === 0;
  }

  function say(text) {
    problem.hidden = text === '';
    problem.textContent = text;
  }

  async function change(call) {
    await call.catch((error) => say(error.message));
    polling.now();
  }

  function look(changed) {
    view = { ...view, ...changed, etag: undefined };
    polling.now();
  }

  allRead.addEventListener('click', () => change(markAllRead(view.user, watermark)));
  more.addEventListener('click', () => look({ wanted: list.children.length + feedPageSize }));
  makeTabs(inbox.querySelector('.inbox-filters'), (filter) => look({ filter, wanted: feedPageSize }));
  userChoice(inbox.querySelector('.inbox-user'), firstUser, (user) => look({ user, wanted: feedPageSize }));
  byId('inbox-places').append(inbox);
  const polling = repeat(poll, usualPollMs);
}
