// samples/knock, novu and courier → a comment that is told of, and users and what they have chosen brought over
import { isDeepStrictEqual } from 'node:util';
import { Bellhop } from '../../../sdk/node/index.ts';
import { runLine } from '../command.ts';
import { assert, type Step } from '../step.ts';
import { courierAnswers } from './courier-double.ts';
import { type Answers, type Asked, startDouble } from './double.ts';
import { knockAnswers } from './knock-double.ts';
import { type LocalSystem, sentExactly } from './local-system.ts';
import { samplesFolder } from './node.ts';
import { novuAnswers } from './novu-double.ts';
import { type Sample, using } from './sample.ts';

/** A vendor, as its sample calls it. */
type Vendor = {
  name: string;
  answers: Answers;
  /** What its client is told: the address, and a key. */
  env: (url: string) => NodeJS.ProcessEnv;
  /** The calls of the sample that are looked at, each as one word. */
  calls: (asked: Asked) => string;
  called: readonly string[];
  /** What of Kim's preferences no other vendor has. */
  kims?: Record<string, unknown>;
  /** What users of tenants have chosen of comments, and what a tenant says to those who have not. */
  inTenants?: Readonly<Record<string, Record<string, string>>>;
  byTenants?: Readonly<Record<string, Record<string, string>>>;
  /** What its script prints: what has no like here. */
  left: readonly RegExp[];
};

const nights = {
  weekday: { start: '18:30', end: '08:00' },
  friday: { start: '18:30', end: '10:00' },
  saturday: { start: '16:00', end: '10:00' },
};

const vendors: readonly Vendor[] = [
  {
    name: 'knock',
    answers: knockAnswers,
    env: (url) => ({ KNOCK_BASE_URL: url, KNOCK_API_KEY: 'sk_test' }),
    calls: ({ method, path, headers }) =>
      `${method} ${path} ${path.endsWith('/trigger') ? headers['idempotency-key'] : ''}`.trim(),
    called: [
      'POST /v1/workflows/comment-added/trigger comment-knock-1',
      'POST /v1/workflows/comment-added/trigger comment-knock-1',
      'POST /v1/workflows/comment-added/trigger comment-knock-2',
      'POST /v1/workflows/comment-added/cancel',
    ],
    inTenants: {
      'acme/kim-knock': { email: 'opted_in', inbox: 'opted_out' },
      'beta/lee-knock': { email: 'opted_out', inbox: 'opted_out' },
    },
    byTenants: { acme: { email: 'opted_out' } },
    left: [
      /^conditions of Knock, for billing: kim-knock$/m,
      /^nobody's own yes: {"category":"comments","channel":"sms","to":"opted_in"}: all of acme$/m,
      /^"T_9" cannot be the id of a tenant here$/m,
      /^unsubscribed in Knock from what is commercial: kim-knock and 1 more$/m,
      /^no workflow here is meant by {"category":"marketing","to":"opted_out"}: kim-knock$/m,
      /^email of billing is .*opted_out for invoice-ready.*: kim-knock$/m,
    ],
  },
  {
    name: 'novu',
    answers: novuAnswers,
    env: (url) => ({ NOVU_URL: url, NOVU_SECRET_KEY: 'a key' }),
    calls: ({ method, path, body }) =>
      [method, path, (body as { transactionId?: string } | undefined)?.transactionId].filter(Boolean).join(' '),
    called: [
      'POST /v1/events/trigger comment-novu-1',
      'POST /v1/events/trigger comment-novu-1',
      'POST /v1/events/trigger comment-novu-2',
      'DELETE /v1/events/trigger/comment-novu-2',
    ],
    kims: {
      quiet_hours: {
        ...nights.weekday,
        days: {
          ...Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday'].map((day) => [day, nights.weekday])),
          friday: nights.friday,
          saturday: nights.saturday,
          sunday: { start: '16:00', end: '08:00' },
        },
      },
    },
    inTenants: { 'acme/kim-novu': { email: 'opted_in', inbox: 'opted_out' } },
    left: [/^no workflow here is meant by {"workflow":"old-news","channel":"email","to":"opted_out"}: kim-novu$/m],
  },
  {
    name: 'courier',
    answers: courierAnswers,
    env: (url) => ({ COURIER_BASE_URL: url, COURIER_API_KEY: 'a key' }),
    calls: ({ method, path, headers }) => `${method} ${path} ${headers['idempotency-key']}`,
    called: ['POST /send comment-courier-1', 'POST /send comment-courier-1', 'POST /send comment-courier-2'],
    left: [/^no workflow here is meant by {"category":"product-news","to":"opted_out"}: kim-courier$/m],
  },
];

export const vendorSamples: readonly Sample[] = vendors.map((vendor) => ({ name: vendor.name, steps: stepsOf(vendor) }));

function stepsOf(vendor: Vendor): Step<LocalSystem>[] {
  const { name, answers, env, calls, called, left } = vendor;
  const node = async (line: string, more: NodeJS.ProcessEnv) => {
    const folder = await samplesFolder();
    return runLine(`cd "${folder}/${name}" && "${process.execPath}" ${line}`, { ...process.env, NODE_OPTIONS: '', ...more });
  };
  return [
    {
      name: "before: its own client's calls",
      run: () =>
        using(startDouble(answers), async ({ url, asked }) => {
          await node(`../comments/run.js before ${name}`, env(url));
          const made = asked.map(calls);
          assert(made.join() === called.join(), `the client was to call ${called.join(', ')}, and called ${made.join(', ')}`);
          return `${made.length} calls, as the page shows them`;
        }),
    },
    {
      name: 'after: the same, told of once',
      run: async (system) => {
        await system.ask('PUT', '/v1/users/ada', { name: 'Ada Lovelace' });
        await node(`../comments/run.js after ${name}`, system.told);
        return sentExactly(system.outbox, [`Ada Lovelace commented on Plan by ${name}`]);
      },
    },
    {
      name: 'users and their choices, brought over twice',
      run: (system) =>
        using(startDouble(answers), async ({ url }) => {
          const line = `after/from-${name}.js ${name === 'courier' ? 'ids.txt' : ''}`;
          const [first, second] = [
            await node(line, { ...system.told, ...env(url) }),
            await node(line, { ...system.told, ...env(url) }),
          ];
          assert(first === second, `it said once "${first}", and then "${second}"`);
          for (const each of left) assert(each.test(first), `it was to say ${each}, and said ${first}`);
          await tenantsAreThere(system, vendor);
          return `${await whatIsThere(system, vendor)}; it says: ${first.trim().replaceAll('\n', '; ')}`;
        }),
    },
  ];
}

/** The two users that each double has: one without e-mails about comments, one who wants nothing at all. */
async function whatIsThere({ ask }: LocalSystem, { name: vendor, kims: own = {} }: Vendor): Promise<string> {
  const kim = await ask('GET', `/v1/users/kim-${vendor}`);
  const kimsAll = await ask('GET', `/v1/users/kim-${vendor}/preferences`);
  const preferencesOf = async (user: string) =>
    (await ask('GET', `/v1/users/${user}-${vendor}/preferences`)).categories as Record<string, Record<string, unknown>>;
  const [kims, lees] = [await preferencesOf('kim'), await preferencesOf('lee')];
  const { timezone, locale } = kimsAll;

  assert(kim.email === `kim@${vendor}.example` && kim.name === 'Kim Kimura', `Kim is ${JSON.stringify(kim)}`);
  assert(kims.comments?.email === 'opted_out' && kims.comments.inbox === 'opted_in', `Kim has ${JSON.stringify(kims)}`);
  assert(String(kims.comments.chosen).split(',').includes('inbox'), `Kim has not said yes to the inbox: ${JSON.stringify(kims)}`);
  assert(kims.billing?.email === 'opted_in', `Kim has ${JSON.stringify(kims)}`);
  assert(timezone === 'Europe/London' && locale === 'en-GB', `Kim is in ${timezone}, and reads ${locale}`);
  for (const [field, wanted] of Object.entries(own))
    assert(isDeepStrictEqual(kimsAll[field], wanted), `Kim's ${field} is ${JSON.stringify(kimsAll[field])}`);
  assert(
    Object.values(lees).every(({ inbox = 'opted_out', email }) => inbox === 'opted_out' && email === 'opted_out'),
    `Lee has ${JSON.stringify(lees)}`,
  );
  return `Kim has comments in the inbox alone${own.quiet_hours ? ', and nights' : ''}, in ${timezone}; Lee nothing`;
}

async function tenantsAreThere({ url, told, ask }: LocalSystem, { inTenants = {}, byTenants = {} }: Vendor): Promise<void> {
  for (const [whose, wanted] of Object.entries(inTenants)) {
    const [tenant = '', user = ''] = whose.split('/');
    const { categories } = await new Bellhop({ url, key: told.BELLHOP_KEY, tenant }).users.preferences.get(user);
    const { email, inbox } = categories.comments ?? {};
    assert(isDeepStrictEqual({ email, inbox }, wanted), `${whose} has ${JSON.stringify(categories)}`);
  }
  for (const [tenant, wanted] of Object.entries(byTenants)) {
    const { preferences } = await ask('GET', `/v1/tenants/${tenant}`);
    assert(isDeepStrictEqual(preferences, { categories: { comments: wanted } }), `${tenant} has ${JSON.stringify(preferences)}`);
  }
}
