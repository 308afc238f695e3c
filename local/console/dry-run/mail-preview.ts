import { element } from '../elements/element.ts';

let made = 0;

/**
 * A frame that shows an e-mail's HTML. The page comes from the local system under a policy of its own, as ours would take its styles
 * away: a form that nobody sees posts it there.
 */
export function mailPreview(html: string): HTMLElement {
  made += 1;
  const name = `mail-preview-${made}`;
  const frame = element('iframe', { name, title: 'The e-mail', sandbox: 'allow-popups allow-popups-to-escape-sandbox' });
  const form = element(
    'form',
    { method: 'post', action: '/local/mail-page', target: name, hidden: true },
    element('input', { type: 'hidden', name: 'html', value: html }),
  );
  queueMicrotask(() => {
    if (form.isConnected) form.submit();
  });
  return element('div', { class: 'mail-frame' }, frame, form);
}
