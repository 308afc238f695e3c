// docs/costs.md has the sums that the calculator makes of what was counted last
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Counted, dollarsOf, type Owner, usageOf } from '../../bench/costs/bill.ts';
import { ways } from '../../bench/costs/bill-words.ts';
import { awsPrices, idleDollars } from '../../bench/costs/prices.ts';
import { textsOf } from '../blocks.ts';

const page = readFileSync('docs/costs.md', 'utf8');
const { counted }: { counted: Counted } = JSON.parse(readFileSync('test/bench/costs/counted.json', 'utf8'));
const small: Owner = { users: 150, notifications: 45_000, emailPercent: 60, hours: 0 };
const large: Owner = { users: 10_000, notifications: 1e6, emailPercent: 60, hours: 0 };
const shop: Owner = { users: 2000, notifications: 20_000, emailPercent: 60, hours: 0.25 };

/** A month as the page writes it: cents below ten dollars. */
function month(owner: Owner, way: keyof typeof ways): string {
  const { together } = dollarsOf(usageOf(owner, counted, ways[way]));
  return together.toFixed(together < 10 ? 2 : 0);
}

const withHours = (owner: Owner) => [0, 2, 8].map((hours) => ({ ...owner, hours }));

/** Each once, where all are the same. */
const listed = (sums: string[]) => (new Set(sums).size === 1 ? sums[0] : sums.join(', '));

test.each([
  ['150 users, 45,000 notifications, 27,000 of them by e-mail', small],
  ['10,000 users, a million notifications, 600,000 by e-mail', large],
])('the months of %s', (name, owner) => {
  const settings = ['polling with feedUrl', 'live', 'live with feedUrl'] as const;
  const polling = withHours(owner).map((each) => month(each, 'polling'));
  const others = withHours(owner).map((each) => listed(settings.map((way) => month(each, way))));

  expect(page).toContain(
    `| ${name} | ${polling.join(' | ')} |\n| the same with \`feedUrl\`, with \`live\`, with both | ${others.join(' | ')} |`,
  );
});

test('the months beside those of others, and that which is added up by hand', () => {
  const [one, many] = [small, large].map((owner) => ({ ...owner, hours: 8 }));
  if (one === undefined || many === undefined) throw new Error('there are two');

  expect(page).toContain(`| Bellhop | ${month(one, 'polling')} | ${month(many, 'polling')} |`);
  expect(page).toContain(`live\` | ${month(one, 'live with feedUrl')} | ${month(many, 'live with feedUrl')} |`);
  expect(page).toContain(`It comes to $${month(shop, 'polling')},`);
  expect(page).toContain(`the month is $${month(shop, 'polling with feedUrl')}.`);
  expect(page).toContain(`| | 0.99 |\n| **together** | | **${month(shop, 'polling')}** |`);
  expect(idleDollars).toBe(0.99);
});

test('a million notifications', () => {
  const paid = (kind: 'inbox' | 'inboxAndEmail') =>
    Object.entries(counted[kind]).reduce((sum, [name, count]) => {
      const { dollars, per } = awsPrices[name as keyof typeof awsPrices];
      return sum + ((count * 1e6) / per) * dollars;
    }, 0);

  expect(page).toContain(`| **together** | **${paid('inbox').toFixed(2)}** | **${paid('inboxAndEmail').toFixed(2)}** |`);
  expect(page).toContain(`| DynamoDB, read | ${counted.inbox.readUnits} units: `);
  expect(page).toContain(` | ${counted.inboxAndEmail.readUnits} units: `);
});

test('the command of the page prints that month, and a wrong one says how it goes', async () => {
  const [line = ''] = textsOf('docs/costs.md', 'sh').filter((text) => text.startsWith('npm run costs -- '));
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const program = scripts.costs.replace('node bin/launch.mjs ', '');
  const costs = (...args: string[]) => promisify(execFile)(process.execPath, [program, ...args], { env: {} });

  expect((await costs(...line.trim().split(' ').slice(4))).stdout).toMatch(/^together +2\.71 /m);
  expect(await costs('--user=1').catch((error: unknown) => error)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^npm run costs -- --users=2000 .*\n.*'--user'/),
  });
});
