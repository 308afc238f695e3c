import { element, icon } from '../elements/element.ts';

/** What a device shows of a message, and what a click on it opens. */
export type ShownPush = { title: string; body: string; url?: string | undefined; icon?: string | undefined };

/** Shows a push message as the notification that a phone makes of it. Its picture is named and not loaded, as it is on another host. */
export function pushPreview({ title, body, url, icon: picture }: ShownPush): HTMLElement {
  return element(
    'div',
    { class: 'preview push-screen' },
    element(
      'div',
      { class: 'push-notification' },
      element('p', { class: 'push-app hint' }, icon('push'), 'Your app', element('span', {}, 'now')),
      element('p', { class: 'push-title' }, title),
      body !== '' && element('p', { class: 'push-body' }, body),
    ),
    url !== undefined && element('p', { class: 'hint push-opens' }, `A click opens ${url}`),
    picture !== undefined && element('p', { class: 'hint push-opens' }, `Its picture is ${picture}`),
  );
}
