import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../../lib/version.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { celeryHosts, cheapestPlan, dollarsOf, type Owner, usageOf } from './bill.ts';
import { nameOf, ways, words } from './bill-words.ts';
import { countUsage } from './count-usage.ts';
import { plans, pricesOf, sesPrices } from './prices.ts';

/** What `npm run costs` goes by, and the calculator of the documentation, `site/bill.md`. */
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
