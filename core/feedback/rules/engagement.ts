import type { Engagement } from '../../../contract/feedback/engagement.ts';
import type { ProviderEventOf } from '../../../contract/feedback/provider-events.ts';

/** What SES tells once somebody or something asked for an e-mail's picture, or for one of its links. */
export type EngagementEvent = ProviderEventOf<'Email Opened' | 'Email Clicked'>;

/** What the reader of an e-mail did, and by which program; absent where the provider does not say that. */
export type Engaged = { kind: 'opened' | 'clicked'; at: Date; userAgent?: string; link?: string };

/** What was done with an e-mail, and how its timeline says it. */
export type Noted = { at: Date; engagement: Engagement; detail: string };

/** So soon after an e-mail arrived nobody has opened and read it: docs/decisions/0231. */
const soonestSeconds = 5;

/**
 * Programs that fetch what is in every e-mail: Apple's Mail Privacy Protection, whose proxies say no more than this, and the one by which
 * Gmail looks at pictures ahead of time. Gmail's own proxy, `GoogleImageProxy`, fetches for people too, so it goes by the time.
 */
const prefetchers = [/^Mozilla\/5\.0$/, /Edge\/12\.246 Mozilla\/5\.0$/];

/** Programs that say that they are no browser. */
const programs =
  /bot\b|crawler|spider|scanner|preview|curl\/|python|java\/|go-http-client|okhttp|headless|barracuda|mimecast|proofpoint/i;

/** Whether a machine did it, as far as its name and its time tell; by its time alone where the provider does not say its name. */
export function isMachine({ userAgent, seconds }: { userAgent: string | undefined; seconds: number }): boolean {
  if (userAgent === '' || seconds < soonestSeconds) return true;
  return userAgent !== undefined && (prefetchers.some((name) => name.test(userAgent)) || programs.test(userAgent));
}

/** Reads what SES tells that was done with an e-mail. */
export function readEngaged(event: EngagementEvent): Engaged {
  if (event['detail-type'] === 'Email Opened') {
    const { timestamp, userAgent } = event.detail.open;
    return { kind: 'opened', at: new Date(timestamp), userAgent };
  }
  const { timestamp, userAgent, link } = event.detail.click;
  return { kind: 'clicked', at: new Date(timestamp), userAgent, link };
}

/** Notes what was done with an e-mail that arrived then. Of a link it keeps the host: the rest may name people, or let somebody in. */
export function noteEngaged({ kind, at, userAgent, link = '' }: Engaged, arrivedAt: Date): Noted {
  const host = URL.parse(link)?.hostname;
  const what = kind === 'opened' ? 'the e-mail was opened' : `a link${host ? ` to ${host}` : ''} in the e-mail was clicked`;
  const seconds = (at.getTime() - arrivedAt.getTime()) / 1000;
  if (!isMachine({ userAgent, seconds })) return { at, engagement: kind, detail: what };
  return { at, engagement: `${kind}_by_machine`, detail: `${what} (by a machine)` };
}
