import type { OutboxEntry } from '../api/types.ts';
import { drawChat, readPosted } from '../chat/draw-chat.ts';
import { filesLine } from '../dry-run/mail-extras.ts';
import { mailPreview } from '../dry-run/mail-preview.ts';
import { byId, element } from '../elements/element.ts';
import { namesOf, oneOf } from '../elements/one-of.ts';
import { makeTabs, tab } from '../elements/tabs.ts';
import { pushPreview } from '../push/push-preview.ts';
import { readPush } from '../push/read-push.ts';
import { linkToNotification } from '../route.ts';
import { withoutTracking } from './without-tracking.ts';

/** What is more than a text: it has a page. */
type Mail = OutboxEntry & { html: string };
type View = 'page' | 'text' | 'headers';

/** Whether somebody chose to see it: what is shown by itself is not opened, so its tracking picture is not loaded. */
type Showing = { isChosen: boolean };

const views: Readonly<Record<View, { label: string; draw: (entry: Mail, showing: Showing) => HTMLElement }>> = {
  page: {
    label: 'Page',
    draw: ({ id, html }, { isChosen }) =>
      isChosen
        ? element('iframe', {
            src: `/local/outbox/${encodeURIComponent(id)}/html`,
            sandbox: 'allow-popups allow-popups-to-escape-sandbox', // its links open beside the console
            title: 'The e-mail',
            referrerpolicy: 'no-referrer',
          })
        : mailPreview(withoutTracking(html)),
  },
  text: { label: 'Text', draw: ({ text }) => element('pre', { class: 'sent-text' }, text) },
  headers: {
    label: 'Headers',
    draw: ({ headers = {}, tags }) =>
      element('div', { class: 'sent-headers' }, pairs(headers), element('h4', {}, 'Tags'), pairs(tags)),
  },
};

let shown: string | undefined;
let view: View = 'page';

/** Shows one entry of the outbox, or nothing; showing the same one again changes nothing. */
export function showSent(entry: OutboxEntry | undefined, showing: Showing): void {
  const wanted = JSON.stringify([entry?.id, entry?.html === undefined || showing.isChosen]); // only a page is shown in two ways
  if (wanted === shown) return;
  shown = wanted;
  byId('sent').hidden = entry === undefined;
  byId('sent').replaceChildren(...(entry === undefined ? [] : isMail(entry) ? mail(entry, showing) : text(entry)));
}

function isMail(entry: OutboxEntry): entry is Mail {
  return entry.html !== undefined;
}

function mail(entry: Mail, showing: Showing): HTMLElement[] {
  const body = scrolling(views[view].draw(entry, showing));
  const tabs = element(
    'fieldset',
    { class: 'tabs', 'aria-label': 'Show the e-mail as' },
    ...namesOf(views).map((value) => tab(value, views[value].label, { isPressed: value === view })),
  );
  makeTabs(tabs, (value) => {
    view = oneOf(views, value) ?? view;
    body.replaceChildren(views[view].draw(entry, showing));
  });
  return [
    element('h3', { class: 'sent-subject' }, entry.subject ?? ''),
    addresses(entry),
    ...filesLine(entry.attachments),
    element('div', { class: 'sent-tabs' }, tabs, detailsLink(entry)),
    body,
  ];
}

function text(entry: OutboxEntry): HTMLElement[] {
  const posted = readPosted(entry.from, entry.text);
  if (posted !== undefined) return asSeen(entry, drawChat(posted.kind, posted.shown));
  const pushed = readPush(entry.from, entry.text);
  if (pushed !== undefined) return asSeen(entry, pushPreview(pushed));
  const { length } = [...entry.text];
  return [
    addresses(entry),
    element('div', { class: 'sent-tabs' }, detailsLink(entry)),
    scrolling(
      element('p', { class: 'bubble' }, entry.text),
      element('p', { class: 'hint bubble-foot' }, `${length} characters`),
      pairs(entry.tags),
    ),
  ];
}

/** What was sent, as it is seen there, and as it went. */
function asSeen(entry: OutboxEntry, seen: HTMLElement): HTMLElement[] {
  const went = JSON.stringify(JSON.parse(entry.text), undefined, 2);
  return [
    addresses(entry),
    element('div', { class: 'sent-tabs' }, detailsLink(entry)),
    scrolling(
      seen,
      element('details', {}, element('summary', {}, 'What was sent'), element('pre', { class: 'sent-text' }, went)),
    ),
  ];
}

/** Long texts and headers scroll, which must go by keyboard too. */
function scrolling(...children: HTMLElement[]): HTMLElement {
  return element(
    'div',
    { class: 'sent-body', tabindex: '0', role: 'group', 'aria-label': 'What was sent, in full' },
    ...children,
  );
}

function addresses({ from, to }: OutboxEntry): HTMLElement {
  return element('p', { class: 'sent-addresses' }, `${from} → ${to}`);
}

/** Somebody else's mail, put on the queue by hand, has no notification. */
function detailsLink({ notification_id }: OutboxEntry): HTMLElement | false {
  return notification_id !== undefined && element('a', { href: linkToNotification(notification_id) }, 'Delivery details');
}

function pairs(values: Record<string, string>): HTMLElement {
  const rows = Object.entries(values).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  return element('dl', { class: 'facts' }, ...rows);
}
