import type { DryRunChannel } from '../api/types.ts';
import { channelIcon, channelNames } from '../delivery/channels.ts';
import type { Tone } from '../delivery/tones.ts';
import { type Child, element } from '../elements/element.ts';
import { ago, localTime } from '../elements/time.ts';
import { copyPreview } from './copy-preview.ts';

const decisions: Readonly<Record<DryRunChannel['decision'], { label: string; tone: Tone }>> = {
  send: { label: 'is sent at once', tone: 'well' },
  hold: { label: 'is held', tone: 'moving' },
  digest: { label: 'waits for a digest', tone: 'moving' },
  skip: { label: 'is not sent', tone: 'still' },
};

/** What would happen on one channel: whether, when on the user's clock, why, in which words and at what cost. */
export function dryRunChannel(outcome: DryRunChannel, { isOpen }: { isOpen: boolean }): HTMLElement {
  const { channel, at, local_time, afterwards = [], copy, cost_usd, price_unknown } = outcome;
  const last = afterwards.at(-1)?.decision ?? outcome.decision;
  const { label, tone } = decisionOf(outcome);
  return element(
    'article',
    { class: `dry-run-channel ${tone}` },
    element(
      'div',
      { class: 'dry-run-decision' },
      element(
        'header',
        {},
        channelIcon(channel),
        element('h4', {}, channelNames[channel]),
        element('span', { class: 'cost' }, last === 'skip' ? '' : price_unknown ? 'no price known' : writeCost(cost_usd)),
      ),
      element('p', {}, element('span', { class: `status ${tone}` }, label)),
      local_time !== undefined &&
        element(
          'p',
          { class: 'dry-run-when' },
          element('strong', {}, localTime(local_time)),
          at !== undefined && element('span', { class: 'hint' }, ago(new Date(at))),
        ),
      ...reasonsOf(outcome),
    ),
    copyPreview(copy, { isOpen: isOpen && last !== 'skip' }),
  );
}

function decisionOf({ decision, suppressed, turned_down }: DryRunChannel): { label: string; tone: Tone } {
  if (suppressed !== undefined) return { label: 'is suppressed', tone: 'wrong' };
  if (turned_down !== undefined) return { label: 'would be refused', tone: 'wrong' };
  return decisions[decision];
}

/** What is decided now, each time that a hold ends, and last before it would be sent. */
function reasonsOf({ because, reason, afterwards = [], suppressed, turned_down, fallback }: DryRunChannel): Child[] {
  return [
    reasonRow(because, reason),
    ...afterwards.map((later) => reasonRow(`Then it ${decisions[later.decision].label}: ${later.because}`, later.reason)),
    suppressed !== undefined && reasonRow(`The address is on the suppression list${fallbackText(fallback)}.`, suppressed),
    turned_down !== undefined && reasonRow(turned_down.because, turned_down.reason),
  ];
}

function fallbackText(fallback: DryRunChannel['fallback']): string {
  return fallback === undefined ? '' : `; ${fallback.because}`;
}

function reasonRow(text: string, reason: string | undefined): HTMLElement {
  return element('p', { class: 'because' }, text, reason !== undefined && element('code', {}, reason));
}

/** US dollars as small as they are. */
export function writeCost(usd: number): string {
  return usd === 0 ? 'free' : `$${usd.toFixed(usd < 0.01 ? 4 : 3)}`;
}
