import { type Counted, celeryHosts, cheapestPlan, dollarsOf, type Owner, usageOf } from './bill.ts';
import { billLines } from './bill-lines.ts';
import { readOwner } from './owner-options.ts';
import { awsPrices, celeryHost, plans, pricesOf, sesPrices } from './prices.ts';

const counted: Counted = {
  inbox: { httpCalls: 1, writeUnits: 10, sqsRequests: 3 },
  inboxAndEmail: { httpCalls: 1, writeUnits: 20, sqsRequests: 6 },
  unchangedPoll: { httpCalls: 1, readUnits: 0.5 },
  changedPoll: { httpCalls: 1, readUnits: 3 },
  connection: { runs: 2, writeUnits: 6 },
  nudge: { socketMessages: 1, readUnits: 1 },
  pollsAnHour: 120,
};
const owner: Owner = { users: 100, notifications: 1000, emailPercent: 60, hours: 8 };
const polling = { live: false, feedUrl: false };
const tabHours = 100 * 8 * 22;

test('notifications take what an inbox item takes, and those by e-mail what both take', () => {
  const { httpCalls, writeUnits, sqsRequests, readUnits } = usageOf({ ...owner, hours: 0 }, counted, polling);

  expect({ httpCalls, writeUnits, sqsRequests, readUnits }).toEqual({
    httpCalls: 1000,
    writeUnits: 400 * 10 + 600 * 20,
    sqsRequests: 400 * 3 + 600 * 6,
    readUnits: 0,
  });
});

test('of the polls of a month, each notification makes one that is changed', () => {
  const { httpCalls, readUnits } = usageOf(owner, counted, polling);

  expect(httpCalls).toBe(1000 + tabHours * 120);
  expect(readUnits).toBe(1000 * 3 + (tabHours * 120 - 1000) * 0.5);
});

test('browsers that are told poll seven times an hour, and pay for minutes, pings, nudges and connections', () => {
  const { httpCalls, socketMinutes, socketMessages, runs } = usageOf(owner, counted, { live: true, feedUrl: false });

  expect(httpCalls).toBe(1000 + 1000 + tabHours * 7);
  expect(socketMinutes).toBe(tabHours * 60);
  expect(socketMessages).toBeCloseTo(1000 + (tabHours * 60) / 9);
  expect(runs).toBe(tabHours);
});

test('polls at a function URL cost no calls of the API', () => {
  expect(usageOf(owner, counted, { live: false, feedUrl: true }).httpCalls).toBe(1000);
});

test('what is free is taken off before the rest is paid', () => {
  const nothing = usageOf({ ...owner, notifications: 0, hours: 0 }, counted, polling);

  expect(dollarsOf({ ...nothing, runs: 3e6, httpCalls: 2e6 })).toMatchObject({ runs: 0.4, httpCalls: 2, idle: 0.99 });
  expect(dollarsOf({ ...nothing, runs: 3e6, httpCalls: 2e6 }).together).toBeCloseTo(3.39);
});

test("SQS's free million is taken off once, by the month in which nothing happens", () => {
  const nothing = usageOf({ ...owner, notifications: 0, hours: 0 }, counted, polling);

  expect(dollarsOf({ ...nothing, sqsRequests: 1e6 }).sqsRequests).toBeCloseTo(0.4);
});

test.each([
  ['Novu Cloud', 10_000, 'Free', 0],
  ['Novu Cloud', 1e6, 'Team', 250 + 750 * 1.2],
  ['Knock', 1e6, 'Starter', 250 + 1_550_000 * 0.005],
])('the cheapest plan of %s for %i notifications is %s', (service, notifications, name, dollars) => {
  const cheapest = cheapestPlan(service, { ...owner, notifications });

  expect(cheapest).toEqual({ name, dollars: expect.closeTo(dollars) });
});

test('a host is added when the polls of all users at once need it', () => {
  expect(celeryHosts(owner, 120).hosts).toBe(1);
  expect(celeryHosts({ ...owner, users: 10_000 }, 120).hosts).toBe(2);
});

test('every price has the page that it is from, and says where and of which day it was read', () => {
  const all = [...Object.values(awsPrices), ...Object.values(sesPrices), celeryHost, ...Object.values(plans).flat()];
  const day = /^\d{4}-\d\d-\d\d$/;

  expect(pricesOf).toMatch(day);
  for (const { source, readIn, of, dollars } of all) {
    expect(source).toMatch(/^https:\/\/[^ ,]+$/);
    expect(readIn.length).toBeGreaterThan(10);
    expect(of).toMatch(day);
    expect(of <= pricesOf).toBe(true);
    expect(dollars).toBeGreaterThanOrEqual(0);
  }
});

test('a month is written for a person: its parts, those that are nothing left out, what is paid beside it, and the others', () => {
  const lines = billLines(
    { users: 0, notifications: 2_000_000, emailPercent: 50, hours: 0 },
    { version: '1', date: 'today', counted },
  );
  const cells = (name: string) => lines.find((line) => line.startsWith(name))?.split(/ {2,}/);

  expect(cells('SQS')).toEqual(['SQS', '3.60', '3.60', '3.60', '3.60']);
  expect(cells('together')?.[1]).toBe((2 + 18.75 + 3.6 + 0.99).toFixed(2));
  expect(cells('WebSocket')).toBeUndefined();
  expect(lines.join('\n')).toContain('SES asks 100 beside that, or 160 of an account that is new to SES.');
});

test.each([
  [{ users: 'many' }, '--users: it must be a number'],
  [{ hours: '25' }, '--hours: it must be 24 at most'],
])('%j is refused with the option', (typed, words) => {
  const month = { users: '1', notifications: '1', 'email-percent': '1', hours: '1', ...typed };

  expect(() => readOwner(month)).toThrow(new RangeError(words));
});
