import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';
import { linkToLog, linkToNotification } from '../route.ts';

/** An address that nothing is sent to, and why. */
export type Suppression = Answers[`GET /v1/suppressions?${string}`]['data'][number];

const because: Readonly<Record<Suppression['reason'], string>> = {
  bounce: 'an e-mail to it bounced',
  complaint: 'somebody there called an e-mail spam: ask them before you lift it',
  unsubscribe: 'somebody there has unsubscribed',
  manual: 'somebody put it on the list by hand',
  opt_out: 'its owner told the carrier to stop: only they can undo that, by texting START',
};

/** Shows it, with what brought it about, and lifts it when asked; `lifted` is called then. */
export function suppressionRow({ address, reason, notification, created_at }: Suppression, lifted: () => void): HTMLElement {
  const said = element('p', { class: 'state', role: 'status' });
  const lift = () =>
    ask('POST /local/lift', { body: { address } }).then(
      ({ ses }) => {
        said.textContent = `Lifted. ${ses}`;
        lifted();
      },
      (error) => {
        said.textContent = messageOf(error);
      },
    );
  return element(
    'li',
    { class: 'suppression' },
    element('p', { class: 'log-what' }, element('a', { href: linkToLog({ address }), title: 'What was sent there' }, address)),
    timeAgo(created_at),
    element('button', { type: 'button', 'data-does': 'lift', 'aria-label': `Lift ${address}`, onclick: lift }, 'Lift'),
    element(
      'p',
      { class: 'hint' },
      because[reason],
      notification !== undefined && ' · ',
      notification !== undefined && element('a', { href: linkToNotification(notification) }, 'the notification'),
    ),
    said,
  );
}
