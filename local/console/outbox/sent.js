import { byId, element } from '../elements/element.js';
import { makeTabs } from '../elements/tabs.js';
import { linkToNotification } from '../route.js';

let shownId;
let face = 'page';

/** Shows one entry of the outbox, or nothing; showing the same one again changes nothing. */
export function showSent(entry) {
  if (entry?.id === shownId) return;
  shownId = entry?.id;
  byId('sent').hidden = entry === undefined;
  byId('sent').replaceChildren(...(entry === undefined ? [] : entry.channel === 'email' ? email(entry) : sms(entry)));
}

function email(entry) {
  const body = scrolling(faces[face](entry));
  const tabs = element(
    'fieldset',
    { class: 'tabs', 'aria-label': 'Show the e-mail as' },
    ...[
      ['page', 'Page'],
      ['text', 'Text'],
      ['headers', 'Headers'],
    ].map(([value, label]) => element('button', { type: 'button', value, 'aria-pressed': String(value === face) }, label)),
  );
  makeTabs(tabs, (value) => {
    face = value;
    body.replaceChildren(faces[face](entry));
  });
  return [
    element('h3', { class: 'sent-subject' }, entry.subject),
    whoToWhom(entry),
    element('div', { class: 'sent-tabs' }, tabs, why(entry)),
    body,
  ];
}

function sms(entry) {
  const { length } = [...entry.text];
  return [
    whoToWhom(entry),
    element('div', { class: 'sent-tabs' }, why(entry)),
    scrolling(
      element('p', { class: 'bubble' }, entry.text),
      element('p', { class: 'hint bubble-foot' }, `${length} characters`),
      pairs(entry.tags),
    ),
  ];
}

const faces = {
  page: ({ id }) =>
    element('iframe', {
      src: `/local/outbox/${encodeURIComponent(id)}/html`,
      sandbox: 'allow-popups allow-popups-to-escape-sandbox', // its links open beside the console
      title: 'The e-mail',
      referrerpolicy: 'no-referrer',
    }),
  text: ({ text }) => element('pre', { class: 'sent-text' }, text),
  headers: ({ headers, tags }) =>
    element('div', { class: 'sent-headers' }, pairs(headers), element('h4', {}, 'Tags'), pairs(tags)),
};

/** Long texts and headers scroll, which must go by keyboard too. */
function scrolling(...children) {
  return element(
    'div',
    { class: 'sent-body', tabindex: '0', role: 'group', 'aria-label': 'What was sent, in full' },
    ...children,
  );
}

function whoToWhom({ from, to }) {
  return element('p', { class: 'sent-who' }, `${from} → ${to}`);
}

/** Somebody else's mail, put on the queue by hand, has no notification. */
function why({ notification_id }) {
  return notification_id !== undefined && element('a', { href: linkToNotification(notification_id) }, 'Delivery details');
}

function pairs(values) {
  const rows = Object.entries(values ?? {}).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  return element('dl', { class: 'facts' }, ...rows);
}
