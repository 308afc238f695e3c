import { element, icon } from './element.js';
import { mailPreview } from './mail-preview.js';
import { channelNames } from './status.js';
import { makeTabs } from './tabs.js';
import { ago, localTime } from './time.js';

const decisions = {
  send: { label: 'goes at once', mood: 'well' },
  hold: { label: 'is held', mood: 'moving' },
  digest: { label: 'waits for a digest', mood: 'moving' },
  skip: { label: 'is not sent', mood: 'still' },
};

/** What would happen on one channel: whether, when on the user's clock, why, in which words and at what cost. */
export function simulatedChannel({ channel, decision, reason, at, local_time, because, suppressed, copy, cost_usd }, { isOpen }) {
  const { label, mood } = suppressed === undefined ? decisions[decision] : { label: 'is suppressed', mood: 'wrong' };
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
        element('span', { class: 'cost' }, writeCost(cost_usd)),
      ),
      element('p', {}, element('span', { class: `status ${mood}` }, label)),
      local_time !== undefined &&
        element(
          'p',
          { class: 'simulated-when' },
          element('strong', {}, localTime(local_time)),
          element('span', { class: 'hint' }, ago(new Date(at))),
        ),
      element(
        'p',
        { class: 'because' },
        because,
        (suppressed ?? reason) !== undefined && element('code', {}, suppressed ?? reason),
      ),
    ),
    words(copy, { isOpen: isOpen && decision !== 'skip' }),
  );
}

/** US dollars as small as they are. */
export function writeCost(usd) {
  return usd === 0 ? 'free' : `$${usd.toFixed(usd < 0.01 ? 4 : 3)}`;
}

function words({ inbox, email, sms }, { isOpen }) {
  if (inbox !== undefined)
    return element(
      'div',
      { class: 'words item' },
      element('p', { class: 'item-title' }, inbox.title),
      element('p', { class: 'item-body' }, inbox.body),
    );
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
