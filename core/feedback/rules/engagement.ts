import type { Engagement } from '../../../contract/feedback/engagement.ts';
import type { ProviderEventOf } from '../../../contract/feedback/provider-events.ts';

/** What SES tells once somebody or something asked for an e-mail's picture, or for one of its links. */
export type EngagementEvent = ProviderEventOf<'Email Opened' | 'Email Clicked'>;

/** What was done with an e-mail, and how its timeline says it. */
export type Engaged = { at: Date; engagement: Engagement; detail: string };

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

/** Whether a machine did it, as far as its name and its time tell. */
export function isMachine({ userAgent, seconds }: { userAgent: string; seconds: number }): boolean {
  if (userAgent === '' || seconds < soonestSeconds) return true;
  return prefetchers.some((name) => name.test(userAgent)) || programs.test(userAgent);
}

/** Reads what was done with an e-mail that arrived then. Of a link it keeps the host: the rest may name people, or let somebody in. */
export function readEngagement(event: EngagementEvent, arrivedAt: Date): Engaged {
  switch (event['detail-type']) {
    case 'Email Opened': {
      const { timestamp, userAgent } = event.detail.open;
      return engaged('opened', { at: new Date(timestamp), userAgent, arrivedAt, what: 'the e-mail was opened' });
    }
    case 'Email Clicked': {
      const { timestamp, userAgent, link } = event.detail.click;
      const host = URL.parse(link)?.hostname;
      const what = `a link${host ? ` to ${host}` : ''} in the e-mail was clicked`;
      return engaged('clicked', { at: new Date(timestamp), userAgent, arrivedAt, what });
    }
    default:
      return event satisfies never;
  }
}

type Seen = { at: Date; userAgent: string; arrivedAt: Date; what: string };

function engaged(kind: 'opened' | 'clicked', { at, userAgent, arrivedAt, what }: Seen): Engaged {
  const seconds = (at.getTime() - arrivedAt.getTime()) / 1000;
  if (!isMachine({ userAgent, seconds })) return { at, engagement: kind, detail: what };
  return { at, engagement: `${kind}_by_machine`, detail: `${what} (by a machine)` };
}
