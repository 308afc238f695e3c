import type { DryRunChannel } from '../api/types.ts';
import { chatPreview } from '../chat/chat-preview.ts';
import { type Child, element } from '../elements/element.ts';
import { makeTabs, tab } from '../elements/tabs.ts';
import { pushPreview } from '../push/push-preview.ts';
import { mailExtras } from './mail-extras.ts';
import { mailPreview } from './mail-preview.ts';

type Copy = DryRunChannel['copy'];

/** `onScreen` writes an e-mail as a certain screen has it; absent: as the screen of whoever looks. */
type Shown = { isOpen: boolean; onScreen?: (html: string) => string };

/** The words that a channel would send, by what it gives: a page, a title or a text. Nothing for a channel that has none. */
export function copyPreview(copy: Copy, options: Shown): Child {
  if (copy.chat !== undefined) return chatPreview(copy.chat);
  if (copy.push !== undefined) return pushPreview(copy.push);
  const [shown] = Object.values(copy); // a channel's own field, or the digest's
  if (shown === undefined) return undefined;
  if ('html' in shown) return pagePreview(shown, options);
  return 'title' in shown ? titled(shown) : textPreview(shown);
}

function titled({ title, body = '' }: { title: string; body?: string | undefined }): HTMLElement {
  return element(
    'div',
    { class: 'preview item' },
    element('p', { class: 'item-title' }, title),
    element('p', { class: 'item-body' }, body),
  );
}

/** `segments`: what it is billed by, on a channel that counts them. */
function textPreview({ text, segments }: { text: string; segments?: number }): HTMLElement {
  const inSegments = segments === undefined ? '' : ` in ${segments === 1 ? '1 segment' : `${segments} segments`}`;
  const size = `${[...text].length} characters${inSegments}`;
  return element('div', { class: 'preview' }, element('p', { class: 'bubble' }, text), element('p', { class: 'hint' }, size));
}

/** The subject at once; the page is drawn when it is looked at. */
function pagePreview({ subject, html, text, ...extras }: NonNullable<Copy['email']>, options: Shown): HTMLElement {
  const { isOpen, onScreen = (page) => page } = options;
  const body = element('div', { class: 'mail-body' });
  const tabs = element(
    'fieldset',
    { class: 'tabs', 'aria-label': 'Show the e-mail as' },
    tab('page', 'Page', { isPressed: true }),
    tab('text', 'Text'),
    tab('source', 'Source'),
  );
  const views: Readonly<Record<string, () => HTMLElement>> = {
    text: () => readable(text, 'sent-text', 'The plain text of the e-mail'),
    source: () => readable(html, 'sent-text mail-source', 'The HTML of the e-mail'),
  };
  makeTabs(tabs, (view) => body.replaceChildren(views[view]?.() ?? mailPreview(onScreen(html))));
  const note = element(
    'p',
    { class: 'hint' },
    'The e-mail that is sent ends with an Unsubscribe line where its category can be left.',
  );
  const whole = element(
    'details',
    { class: 'preview mail', open: isOpen },
    element('summary', {}, subject),
    ...mailExtras(extras),
    tabs,
    body,
    note,
  );
  whole.addEventListener('toggle', () => {
    if (whole.open && body.childElementCount === 0) body.append(mailPreview(onScreen(html)));
  });
  return whole;
}

/** Text that may be wider or longer than its place, which the keyboard scrolls. */
function readable(text: string, name: string, label: string): HTMLElement {
  return element('pre', { class: name, tabindex: '0', 'aria-label': label }, text);
}
