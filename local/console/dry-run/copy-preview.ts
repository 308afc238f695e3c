import type { DryRunChannel } from '../api/types.ts';
import { type Child, element } from '../elements/element.ts';
import { makeTabs } from '../elements/tabs.ts';
import { mailPreview } from './mail-preview.ts';

type Copy = DryRunChannel['copy'];

/** The words that a channel would send: nothing for a channel that has none. */
export function copyPreview({ inbox, digest, email, sms }: Copy, { isOpen }: { isOpen: boolean }): Child {
  if (inbox !== undefined) return titled(inbox);
  if (digest !== undefined) return titled(digest);
  if (email !== undefined) return emailPreview(email, isOpen);
  return sms !== undefined && smsPreview(sms);
}

function titled({ title, body = '' }: { title: string; body?: string | undefined }): HTMLElement {
  return element(
    'div',
    { class: 'preview item' },
    element('p', { class: 'item-title' }, title),
    element('p', { class: 'item-body' }, body),
  );
}

function smsPreview({ text, parts }: NonNullable<Copy['sms']>): HTMLElement {
  const size = `${[...text].length} characters in ${parts === 1 ? '1 segment' : `${parts} segments`}`;
  return element('div', { class: 'preview' }, element('p', { class: 'bubble' }, text), element('p', { class: 'hint' }, size));
}

/** The subject at once; the page is drawn when it is looked at. */
function emailPreview({ subject, html, text }: NonNullable<Copy['email']>, isOpen: boolean): HTMLElement {
  const body = element('div', { class: 'mail-body' });
  const tabs = element(
    'fieldset',
    { class: 'tabs', 'aria-label': 'Show the e-mail as' },
    element('button', { type: 'button', value: 'page', 'aria-pressed': 'true' }, 'Page'),
    element('button', { type: 'button', value: 'text', 'aria-pressed': 'false' }, 'Text'),
  );
  makeTabs(tabs, (view) =>
    body.replaceChildren(view === 'text' ? element('pre', { class: 'sent-text' }, text) : mailPreview(html)),
  );
  const whole = element('details', { class: 'preview mail', open: isOpen }, element('summary', {}, subject), tabs, body);
  whole.addEventListener('toggle', () => {
    if (whole.open && body.childElementCount === 0) body.append(mailPreview(html));
  });
  return whole;
}
