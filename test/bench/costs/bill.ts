import { awsPrices, celeryHost, idleDollars, type Plan, plans } from './prices.ts';

/** An owner's month. */
export type Owner = {
  users: number;
  /** In a month, each in the inbox. */
  notifications: number;
  /** How many of a hundred notifications go by e-mail too. */
  emailPercent: number;
  /** How long each user has a tab open on each working day. */
  hours: number;
};

/** What AWS meters. */
export type Usage = Record<keyof typeof awsPrices, number>;

/** What one of each takes, counted; an hour is one of a tab in use. */
export type Counted = {
  inbox: Partial<Usage>;
  inboxAndEmail: Partial<Usage>;
  unchangedPoll: Partial<Usage>;
  changedPoll: Partial<Usage>;
  /** From connecting to the end of a connection. */
  connection: Partial<Usage>;
  /** What it takes to tell a browser that is connected. */
  nudge: Partial<Usage>;
  pollsAnHour: number;
};

/** How browsers hear of news, by the settings of those names. */
export type Way = { live: boolean; feedUrl: boolean };

const workingDays = 22;
/** API Gateway ends a connection after two hours, and wants to hear of it every ten minutes; polls go on, if rarely: docs/decisions/0170. */
const connectionHours = 2;
const pingsAnHour = 60 / 9;
const livePollsAnHour = 60 / 10 + 2 / connectionHours;

/** What AWS meters in an owner's month. Each notification is taken to be published alone, and to meet an open tab: the dearest way. */
export function usageOf(owner: Owner, counted: Counted, { live, feedUrl }: Way): Usage {
  const tabHours = owner.users * owner.hours * workingDays;
  const emails = (owner.notifications * owner.emailPercent) / 100;
  const met = tabHours > 0 ? owner.notifications : 0;
  const unchanged = live ? tabHours * livePollsAnHour : Math.max(0, tabHours * counted.pollsAnHour - met);
  const polls = sum([times(counted.changedPoll, met), times(counted.unchangedPoll, unchanged)]);
  return sum([
    times(counted.inbox, owner.notifications - emails),
    times(counted.inboxAndEmail, emails),
    feedUrl ? { ...polls, httpCalls: 0, logBytes: 0 } : polls, // a function URL costs nothing, and writes no access log
    live ? connectionsOf(tabHours, met, counted) : {},
  ]);
}

function connectionsOf(tabHours: number, nudges: number, { connection, nudge }: Counted): Usage {
  const open = { socketMinutes: tabHours * 60, socketMessages: tabHours * pingsAnHour };
  return sum([open, times(connection, tabHours / connectionHours), times(nudge, nudges)]);
}

/** What each part of it costs, in US dollars, and all together with what an idle month costs. */
export function dollarsOf(usage: Usage): Usage & { idle: number; together: number } {
  const parts = mapUsage((name) => {
    const { dollars, per, free } = awsPrices[name];
    return (Math.max(0, usage[name] - free) / per) * dollars;
  });
  const together = Object.values(parts).reduce((total, part) => total + part, idleDollars);
  return { ...parts, idle: idleDollars, together };
}

/** The cheapest plan of a service for that month, without what an e-mail costs at its provider. */
export function cheapestPlan(service: keyof typeof plans, owner: Owner): { name: string; dollars: number } {
  const priced = (plans[service] ?? []).flatMap((plan) => priceOf(plan, owner));
  const [cheapest] = priced.sort((a, b) => a.dollars - b.dollars);
  if (cheapest === undefined) throw new Error(`no plan of ${service} takes that much`);
  return cheapest;
}

function priceOf(plan: Plan, { notifications, emailPercent }: Owner): { name: string; dollars: number }[] {
  const units = plan.unit === 'notification' ? notifications : notifications * (1 + emailPercent / 100);
  const more = Math.max(0, units - plan.included);
  if (more > 0 && plan.beyond === undefined) return [];
  return [{ name: plan.name, dollars: plan.dollars + more * (plan.beyond ?? 0) }];
}

/** As many hosts as the polls of all users at once need, and one at least. */
export function celeryHosts({ users, hours }: Owner, pollsAnHour: number): { hosts: number; dollars: number } {
  const pollsASecond = hours > 0 ? (users * pollsAnHour) / 3600 : 0;
  const hosts = Math.max(1, Math.ceil((pollsASecond * celeryHost.pollCpuSeconds) / (celeryHost.cores * celeryHost.load)));
  return { hosts, dollars: hosts * celeryHost.dollars };
}

function times(usage: Partial<Usage>, count: number): Partial<Usage> {
  return mapUsage((name) => (usage[name] ?? 0) * count);
}

function sum(usages: Partial<Usage>[]): Usage {
  return mapUsage((name) => usages.reduce((total, usage) => total + (usage[name] ?? 0), 0));
}

function mapUsage(of: (name: keyof Usage) => number): Usage {
  const names = Object.keys(awsPrices) as (keyof Usage)[];
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Usage;
}
