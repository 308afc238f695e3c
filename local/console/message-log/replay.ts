import { askFirst } from '../api/ask-first.ts';
import { apiKeys, ask } from '../api/call.ts';
import type { Answers, BodyOf } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import type { Channel } from '../api/types.ts';
import { channelNames } from '../delivery/channels.ts';
import { count as countOf } from '../elements/count.ts';
import { byId, type Child, element } from '../elements/element.ts';
import { linkToNotification } from '../route.ts';
import { userLink } from '../users/user-link.ts';

type Page = Answers['POST /v1/notifications/replay'];
type Filter = BodyOf<'POST /v1/notifications/replay'>['filter'];

const bounds = ['since', 'user', 'address', 'request', 'cancellation_key'] as const;
const mostEmptyPages = 5; // of 200 looked at each

let readFilter: () => Filter = () => ({});
/** What a dry run has shown: nothing else is sent. `from` is where its page began. */
let shown: { page: Page; from: string | undefined } | undefined;
let asked = 0;

/** Sends again what matches and did not reach its users, once a dry run has shown it and somebody has confirmed how many. */
export function startReplay(filter: () => Filter): void {
  readFilter = filter;
  byId('replay-start').addEventListener('click', () => {
    shown = undefined;
    void look(undefined);
  });
  byId('replay-send').addEventListener('click', () => void report(send));
  byId('replay-next').addEventListener('click', () => void look(shown?.page.next_cursor));
  byId('replay-close').addEventListener('click', () => {
    closeReplay();
    byId('replay-start').focus();
  });
}

/** Takes away what a dry run has shown: it was of another filter. */
export function closeReplay(): void {
  asked += 1;
  shown = undefined;
  byId('replay').hidden = true;
}

async function look(from: string | undefined): Promise<void> {
  asked += 1;
  const own = asked;
  byId('replay').hidden = false;
  draw([]);
  await report(() => dryRun(from, own));
  byId('replay').scrollIntoView({ block: 'nearest' });
}

/** A page may hold nothing that missed its user: then the next is looked at, up to a few. */
async function dryRun(from: string | undefined, own: number): Promise<string> {
  const filter = shown?.page.filter ?? readFilter(); // a dry run has said up to when: the next page is of the same range
  if (!bounds.some((bound) => filter[bound] !== undefined))
    return 'Choose since when, or search for a user, an address, a request or a cancellation key: nobody means all there is.';
  let cursor = from;
  for (let pages = 1; ; pages += 1) {
    const body = { filter, dry_run: true, ...(cursor !== undefined && { cursor }) };
    const page = await ask('POST /v1/notifications/replay', { bearer: apiKeys.live, body, isAskedAbout: true }); // it sends nothing
    if (own !== asked) return '';
    const isEmpty = page.count + page.refused.length === 0;
    if (!isEmpty || page.next_cursor === undefined || pages === mostEmptyPages) {
      shown = { page, from: cursor };
      draw([...page.notifications.map(wouldGo), ...page.refused.map(cannotGo)]);
      return found(page);
    }
    cursor = page.next_cursor;
  }
}

function found({ count, refused, next_cursor }: Page): string {
  const more = next_cursor === undefined ? '' : ' There is more to look at after these.';
  if (count + refused.length === 0)
    return next_cursor === undefined ? 'All that matches has reached its users, or may have.' : `Nothing yet.${more}`;
  const go =
    count === 1 ? '1 did not reach its user, and would go again.' : `${count} did not reach their users, and would go again.`;
  const cannot = refused.length === 0 ? '' : ` ${refused.length} cannot: their workflow no longer takes them.`;
  return `${go}${cannot} Nothing is sent yet.${more}`;
}

async function send(): Promise<string> {
  if (shown === undefined) return '';
  const { page, from } = shown;
  const { filter, confirmation, count } = page;
  if (confirmation === undefined) return '';
  const many = countOf(count, 'notification');
  if (!(await askFirst(`Send ${many} again, on the channels that did not reach their users?`))) return 'Nothing was sent.';
  const body = { filter, dry_run: false, confirmation, ...(from !== undefined && { cursor: from }) };
  const sent = await ask('POST /v1/notifications/replay', { bearer: apiKeys.live, body, isAskedAbout: true });
  shown = { page: { ...sent, count: 0, ...(page.next_cursor !== undefined && { next_cursor: page.next_cursor }) }, from };
  draw(sent.notifications.map(went));
  return `${sent.notifications.length} sent again.`;
}

function draw(rows: HTMLElement[]): void {
  const { count = 0, next_cursor } = shown?.page ?? {};
  byId('replay-rows').replaceChildren(...rows);
  byId('replay-send').hidden = rows.length === 0 || count === 0;
  byId('replay-send').textContent = count === 1 ? 'Send this one again' : `Send these ${count} again`;
  byId('replay-next').hidden = rows.length === 0 || next_cursor === undefined;
}

function wouldGo({ channels, suppressed = [], ...it }: Page['notifications'][number]): HTMLElement {
  const held = suppressed.length > 0 && `; not sent on ${namesOf(suppressed)}, as the address is suppressed`;
  return row(...named(it), ` goes again on ${namesOf(channels)}`, held);
}

function went({ channels, as, ...it }: Page['notifications'][number]): HTMLElement {
  return row(...named(it), ` went again on ${namesOf(channels)}`, ...(as === undefined ? [] : [' as ', linkTo(as)]));
}

function cannotGo({ detail, ...it }: Page['refused'][number]): HTMLElement {
  return row(...named(it), ` cannot go again: ${detail}`);
}

function row(...children: Child[]): HTMLElement {
  return element('li', { class: 'replay-row' }, ...children);
}

/** The notification, with what it is and whose. */
function named({ id, tenant, user, workflow }: Pick<Page['refused'][number], 'id' | 'tenant' | 'user' | 'workflow'>): Child[] {
  const to = user === undefined ? [] : [' for ', userLink(user, tenant)];
  return [workflow, ...to, ' (', linkTo(id), ')'];
}

function linkTo(id: string): HTMLElement {
  return element('a', { href: linkToNotification(id) }, id);
}

function namesOf(channels: readonly Channel[]): string {
  return new Intl.ListFormat('en-GB').format(channels.map((channel) => channelNames[channel]));
}

async function report(work: () => Promise<string>): Promise<void> {
  byId('replay-state').textContent = 'Reading…';
  byId('replay-state').textContent = await work().catch(messageOf);
}
