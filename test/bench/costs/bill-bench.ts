import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../../lib/version.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { celeryHosts, cheapestPlan, dollarsOf, type Owner, usageOf } from './bill.ts';
import { countUsage } from './count-usage.ts';
import { plans, pricesOf, sesPrices } from './prices.ts';

const ways = {
  polling: { live: false, feedUrl: false },
  'polling with feedUrl': { live: false, feedUrl: true },
  live: { live: true, feedUrl: false },
  'live with feedUrl': { live: true, feedUrl: true },
};

const words = {
  httpCalls: 'calls of the API',
  socketMessages: 'WebSocket messages',
  socketMinutes: 'WebSocket minutes',
  runs: 'Lambda runs',
  gigabyteSeconds: 'Lambda time',
  writeUnits: 'DynamoDB written',
  readUnits: 'DynamoDB read',
  sqsRequests: 'SQS',
  logBytes: 'logs',
  idle: 'what an idle month costs',
  together: 'together',
} as const satisfies Record<keyof ReturnType<typeof dollarsOf>, string>;

/** What the calculator of the documentation goes by, `site/bill.md`. */
const keptFile = join(import.meta.dirname, 'counted.json');

/**
 * What an owner's month costs: counted requests of a real run times the list prices, beside what others ask for the same. With `keep` the
 * documentation's calculator goes by what was counted.
 */
export async function* bill(owner: Owner, keep: boolean): AsyncGenerator<Figure> {
  const counted = await countUsage();
  if (keep)
    writeFileSync(
      keptFile,
      `${JSON.stringify({ version, date: new Date().toISOString().slice(0, 10), counted }, undefined, 2)}\n`,
    );
  const name = nameOf(owner);
  for (const [way, settings] of Object.entries(ways)) {
    const dollars = dollarsOf(usageOf(owner, counted, settings));
    for (const part of Object.keys(words) as (keyof typeof words)[]) {
      yield figure({ case: name, measure: `${way}, ${words[part]}`, value: dollars[part], unit: 'USD/month' });
    }
  }
  for (const service of Object.keys(plans)) {
    const { name: plan, dollars } = cheapestPlan(service, owner);
    yield figure({ case: name, measure: `${service}, ${plan}`, value: dollars, unit: 'USD/month' });
  }
  const { hosts, dollars } = celeryHosts(owner, counted.pollsAnHour);
  yield figure({ case: name, measure: `Celery on ${hosts} of one's own hosts`, value: dollars, unit: 'USD/month' });
  const emails = (owner.notifications * owner.emailPercent) / 100;
  for (const [plan, { dollars: price, per }] of Object.entries(sesPrices)) {
    const measure = `SES, in each case, ${plan}; prices of ${pricesOf}`;
    yield figure({ case: name, measure, value: (emails / per) * price, unit: 'USD/month' });
  }
}

function nameOf({ users, notifications, emailPercent, hours }: Owner): string {
  const number = (value: number) => value.toLocaleString('en');
  return `${number(users)} users, ${number(notifications)} notifications a month, ${emailPercent} % by e-mail, ${hours} h of tabs a day`;
}
