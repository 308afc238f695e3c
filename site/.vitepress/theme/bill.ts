import {
  type Counted,
  celeryHosts,
  cheapestPlan,
  dollarsOf,
  type Owner,
  usageOf,
  type Way,
} from '../../../test/bench/costs/bill.ts';
import kept from '../../../test/bench/costs/counted.json';
import { celeryHost, plans, sesPrices } from '../../../test/bench/costs/prices.ts';

/** What an owner pays in a month, and to whom. */
export type Row = { who: string; what: string; dollars: number; source: string; isOurs?: boolean };

const counted: Counted = kept.counted;

/** When, and of which version, the requests were counted. */
export const countedOn = { date: kept.date, version: kept.version };

/** What AWS asks for the month, by what it meters. */
export function partsOf(owner: Owner, way: Way): ReturnType<typeof dollarsOf> {
  return dollarsOf(usageOf(owner, counted, way));
}

/** What the others ask for the same month; e-mail itself is paid beside each of them. */
export function compare(owner: Owner, way: Way): Row[] {
  const hosts = celeryHosts(owner, counted.pollsAnHour);
  const services = Object.entries(plans).map(([who, of]) => {
    const { name, dollars } = cheapestPlan(who, owner);
    return { who, what: `plan ${name}`, dollars, source: of[0]?.source ?? '' };
  });
  return [
    {
      who: 'Bellhop',
      what: 'your AWS bill',
      dollars: partsOf(owner, way).together,
      source: 'https://aws.amazon.com/pricing/',
      isOurs: true,
    },
    ...services,
    {
      who: 'Celery, Redis, an API of your own',
      what: hosts.hosts === 1 ? 'one t4g.medium' : `${hosts.hosts.toLocaleString('en')} t4g.medium`,
      dollars: hosts.dollars,
      source: celeryHost.source,
    },
  ];
}

/** What SES asks for the e-mails of the month, whoever publishes them. */
export function sesDollars({ notifications, emailPercent }: Owner, plan: keyof typeof sesPrices): number {
  const { dollars, per } = sesPrices[plan];
  return ((notifications * emailPercent) / 100 / per) * dollars;
}
