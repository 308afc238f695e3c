import { channelNames } from '../delivery/status.js';
import { element, icon } from '../elements/element.js';
import { makeTabs } from '../elements/tabs.js';
import { ago, localTime } from '../elements/time.js';
import { mailPreview } from './mail-preview.js';

const decisions = {
  send: { label: 'is sent at once', mood: 'well' },
  hold: { label: 'is held', mood: 'moving' },
  digest: { label: 'waits for a digest', mood: 'moving' },
  skip: { label: 'is not sent', mood: 'still' },
};

/** What would happen on one channel: whether, when on the user's clock, why, in which words and at what cost. */
export function simulatedChannel(simulated, { isOpen }) {
  const { channel, at, local_time, afterwards = [], copy, cost_usd } = simulated;
  const last = afterwards.at(-1)?.decision ?? simulated.decision;
  const { label, mood } = verdictOf(simulated);
  return element(
    'article',
    { class: `simulated-channel ${mood}` },
    element(
      'div',
      { class: 'simulated-verdict' },
      element(
        'header',
        {},
        icon(channel),
        element('h4', {}, channelNames[channel]),
        element('span', { class: 'cost' }, last === 'skip' ? '' : writeCost(cost_usd)),
      ),
      element('p', {}, element('span', { class: `status ${mood}` }, label)),
      local_time !== undefined &&
        element(
          'p',
          { class: 'simulated-when' },
          element('strong', {}, localTime(local_time)),
          element('span', { class: 'hint' }, ago(new Date(at))),
        ),
      ...whyOf(simulated),
    ),
    words(copy, { isOpen: isOpen && last !== 'skip' }),
  );
}

function verdictOf({ decision, suppressed, turned_down }) {
  if (suppressed !== undefined) return { label: 'is suppressed', mood: 'wrong' };
  if (turned_down !== undefined) return { label: 'would be refused', mood: 'wrong' };
  return decisions[decision];
}

/** What is decided now, each time that a hold ends, and by whoever has it in hand at last. */
function whyOf({ because, reason, afterwards = [], suppressed, turned_down, fallback }) {
  return [
    whyRow(because, reason),
    ...afterwards.map((later) => whyRow(`Then it ${decisions[later.decision].label}: ${later.because}`, later.reason)),
    suppressed !== undefined && whyRow(`The address is on the suppression list${inItsPlace(fallback)}.`, suppressed),
    turned_down !== undefined && whyRow(turned_down.because, turned_down.reason),
  ];
}

function inItsPlace(fallback) {
  return fallback === undefined ? '' : `; ${fallback.because}`;
}

function whyRow(text, reason) {
  return element('p', { class: 'because' }, text, reason !== undefined && element('code', {}, reason));
}

/** US dollars as small as they are. */
export function writeCost(usd) {
  return usd === 0 ? 'free' : `$${usd.toFixed(usd < 0.01 ? 4 : 3)}`;
}

function words({ inbox, digest, email, sms }, { isOpen }) {
  if (inbox !== undefined) return titled(inbox);
  if (digest !== undefined) return titled(digest);
  if (email !== undefined) return mailWords(email, isOpen);
  if (sms !== undefined)
    return element(
      'div',
      { class: 'words' },
      element('p', { class: 'bubble' }, sms.text),
      element(
        'p',
        { class: 'hint' },
        `${[...sms.text].length} characters in ${sms.parts === 1 ? '1 part' : `${sms.parts} parts`}`,
      ),
    );
  return false;
}

function titled({ title, body = '' }) {
  return element(
    'div',
    { class: 'words item' },
    element('p', { class: 'item-title' }, title),
    element('p', { class: 'item-body' }, body),
  );
}

/** The subject at once; the page is drawn when it is looked at. */
function mailWords({ subject, html, text }, isOpen) {
  const body = element('div', { class: 'mail-body' });
  const faces = { page: () => mailPreview(html), text: () => element('pre', { class: 'sent-text' }, text) };
  const tabs = element(
    'fieldset',
    { class: 'tabs', 'aria-label': 'Show the e-mail as' },
    element('button', { type: 'button', value: 'page', 'aria-pressed': 'true' }, 'Page'),
    element('button', { type: 'button', value: 'text', 'aria-pressed': 'false' }, 'Text'),
  );
  makeTabs(tabs, (face) => body.replaceChildren(faces[face]()));
  const whole = element('details', { class: 'words mail', open: isOpen }, element('summary', {}, subject), tabs, body);
  whole.addEventListener('toggle', () => {
    if (whole.open && body.childElementCount === 0) body.append(faces.page());
  });
  return whole;
}
