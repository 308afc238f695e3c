import { tableLines } from '../../../bin/operator/print-table.ts';
import { type Counted, celeryHosts, cheapestPlan, dollarsOf, type Owner, usageOf } from './bill.ts';
import { nameOf, ways, words } from './bill-words.ts';
import { plans, pricesOf, sesPrices } from './prices.ts';

/** What was counted, of which version and on which day. */
export type Kept = { version: string; date: string; counted: Counted };

/** Writes an owner's month for a person: each part by how browsers hear of news, what is paid beside it, and what others ask. */
export function billLines(owner: Owner, { version, date, counted }: Kept): string[] {
  const bills = Object.values(ways).map((way) => dollarsOf(usageOf(owner, counted, way)));
  const parts = (Object.keys(words) as (keyof typeof words)[]).filter((part) => bills.some((bill) => bill[part] >= 0.005));
  const headings = Object.keys(ways).map((way) => way.padStart(8));
  const rows = parts.map((part) => [
    words[part],
    ...bills.map((bill, place) => money(bill[part]).padStart(headings[place]?.length ?? 0)),
  ]);
  const emails = (owner.notifications * owner.emailPercent) / 100;
  const [before, since] = Object.values(sesPrices).map(({ dollars, per }) => money((emails / per) * dollars));
  const services = Object.keys(plans).map((service) => {
    const { name, dollars } = cheapestPlan(service, owner);
    return `${service} (${name}) ${money(dollars)}`;
  });
  const { hosts, dollars } = celeryHosts(owner, counted.pollsAnHour);
  const celery = `Celery on ${hosts === 1 ? 'a host' : `${hosts} hosts`} of your own ${money(dollars)}`;
  return [
    `${nameOf(owner)}, on 22 days of a month.`,
    '',
    ...tableLines(['US dollars a month', ...headings], rows),
    '',
    `SES asks ${before} beside that, or ${since} of an account that is new to SES. SMS go by the country.`,
    `Others, without what their e-mails cost: ${[...services, celery].join(', ')}.`,
    '',
    `Counted in version ${version} on ${date}, times list prices of us-east-1 looked up on ${pricesOf}: docs/costs.md.`,
  ];
}

function money(dollars: number): string {
  const digits = dollars >= 100 ? 0 : 2;
  return dollars.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
