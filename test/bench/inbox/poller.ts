import { createClient } from '../../../client/client.ts';
import { createInbox } from '../../../client/inbox.ts';
import { aBrowser } from '../../client/a-browser.ts';
import { type Figure, figure } from '../measure/figure.ts';

/** An hour in front of a browser: how many tabs, which of them are seen, and whether anybody is there. */
type Hour = { name: string; tabs: number; seen: number; isTouched: boolean; locks?: boolean };

const inUse: Hour = { name: 'one tab in use', tabs: 1, seen: 1, isTouched: true };
const hours: Hour[] = [
  inUse,
  { name: 'five tabs, one in use, four behind it', tabs: 5, seen: 1, isTouched: true },
  { name: 'five windows side by side, in use', tabs: 5, seen: 5, isTouched: true },
  { name: 'five windows side by side, in use, in a browser without Web Locks', tabs: 5, seen: 5, isTouched: true, locks: false },
  { name: 'one tab that nobody touches', tabs: 1, seen: 1, isTouched: false },
  { name: 'one tab behind others', tabs: 1, seen: 0, isTouched: false },
];

const plainPerHour = 3600 / 30;

/**
 * How often a browser asks in an hour, counted in virtual time, beside a tab that asks every 30 seconds whatever happens. What chance
 * adds to a wait is left out, so a real browser asks a little less.
 */
export async function* poller(): AsyncGenerator<Figure> {
  for (const hour of hours) {
    const value = await askedIn(hour);
    yield figure({ case: hour.name, measure: 'asked', value, unit: 'requests/h' });
    yield figure({ case: hour.name, measure: 'a plain poll asks', value: plainPerHour * hour.tabs, unit: 'requests/h' });
  }
}

/** How often a tab in use asks in an hour in which nothing happens. */
export function requestsAnHour(): Promise<number> {
  return askedIn(inUse);
}

async function askedIn({ tabs, seen, isTouched, locks = true }: Hour): Promise<number> {
  const browser = aBrowser({ locks });
  const server = unchangedServer();
  const open = Array.from({ length: tabs }, (_, place) => {
    const tab = browser.tab();
    if (place >= seen) tab.happens('hidden');
    const client = createClient({ baseUrl: 'https://api.example.com', getToken: () => adasToken, fetch: server.fetch });
    return { ...tab, inbox: createInbox(client, { environment: tab.environment }) };
  });
  for (const { inbox } of open) inbox.start();
  for (let minute = 0; minute < 60; minute += 1) {
    if (isTouched) open.at(-1)?.happens('active');
    await browser.pass(60);
  }
  for (const { inbox } of open) inbox.stop();
  return server.asked();
}

const adasToken = `e30.${Buffer.from(JSON.stringify({ sub: 'ada' })).toString('base64url')}.x`;

/** An inbox in which nothing ever happens. */
function unchangedServer() {
  let asked = 0;
  const headers = { ETag: '"1"', 'X-Poll-Interval': '30' };
  const page = { data: [], counts: { unread: 0, unseen: 0 }, watermark: 'w1' };
  return {
    asked: () => asked,
    fetch: async (_: unknown, init?: RequestInit) => {
      asked += 1;
      const isKnown = new Headers(init?.headers).has('If-None-Match');
      return isKnown ? new Response(null, { status: 304, headers }) : Response.json(page, { headers });
    },
  };
}
