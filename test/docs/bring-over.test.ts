// What the scripts of samples/ make of the choices of a vendor's users; npm run rehearse:samples runs them whole.
import { join } from 'node:path';

const load = (file: string) => import(join(import.meta.dirname, '../../samples', file));
const { bringOver, readChoices } = await load('bring-over/after/bring-over.js');
const { bringDefaults } = await load('bring-over/after/bring-defaults.js');
const { quietHours } = await load('novu/after/quiet-hours.js');

const aWorkflow = (key: string, category: string, more = {}) => ({
  key,
  category,
  channels: ['inbox', 'email'],
  required: false,
  ...more,
});
const workflows = [
  aWorkflow('comment', 'comments'),
  aWorkflow('due', 'billing', { channels: ['inbox', 'email', 'sms'] }),
  aWorkflow('ready', 'billing'),
  aWorkflow('breach', 'security', { required: true }),
];
const yes = (about: object) => ({ ...about, to: 'opted_in' });
const no = (about: object) => ({ ...about, to: 'opted_out' });

test.each<[string, object[], object]>([
  [
    'a no to all',
    [no({})],
    {
      comments: { inbox: 'opted_out', email: 'opted_out' },
      billing: { inbox: 'opted_out', email: 'opted_out', sms: 'opted_out' },
    },
  ],
  [
    'a yes and a no to channels of a category',
    [yes({ category: 'comments', channel: 'inbox' }), no({ category: 'comments', channel: 'email' })],
    { comments: { inbox: 'opted_in', email: 'opted_out' } },
  ],
  [
    'a yes to every workflow of a category',
    [yes({ workflow: 'due', channel: 'email' }), yes({ workflow: 'ready', channel: 'email' })],
    { billing: { email: 'opted_in' } },
  ],
  [
    'a yes to the one workflow that has the channel',
    [yes({ workflow: 'due', channel: 'sms' })],
    { billing: { sms: 'opted_in' } },
  ],
  [
    'a yes to a category, and a no to a channel everywhere',
    [yes({ category: 'comments' }), no({ channel: 'email' })],
    { comments: { inbox: 'opted_in', email: 'opted_out' }, billing: { email: 'opted_out' } },
  ],
])('%s is kept', (_, choices, categories) => {
  expect(readChoices(choices, workflows)).toEqual({ categories, left: [] });
});

test.each<[string, object[], string]>([
  [
    'a no to one workflow of two',
    [no({ workflow: 'ready', channel: 'email' })],
    'email of billing is not chosen for due, opted_out for ready',
  ],
  [
    'a yes to one, and a no to the other',
    [yes({ workflow: 'due', channel: 'email' }), no({ workflow: 'ready', channel: 'email' })],
    'email of billing is opted_in for due, opted_out for ready',
  ],
  [
    'a no to a category that is not here',
    [no({ category: 'marketing' })],
    'no workflow here is meant by {"category":"marketing","to":"opted_out"}',
  ],
  [
    'a no to a channel that the category has not',
    [no({ category: 'comments', channel: 'sms' })],
    'no workflow here is meant by {"category":"comments","channel":"sms","to":"opted_out"}',
  ],
  [
    'a no to what nobody can switch off',
    [no({ category: 'security' })],
    'no workflow here is meant by {"category":"security","to":"opted_out"}',
  ],
])('%s is left, and said', (_, choices, what) => {
  expect(readChoices(choices, workflows)).toEqual({ categories: {}, left: [what] });
});

/** Stands for a Bellhop with the workflows above; `did` has what it was told to write, and for which tenant. */
function aBellhop(set: Record<string, object> = {}) {
  const did: unknown[] = [];
  const forTenant = (tenant?: string) => ({
    forTenant,
    workflows: { list: async () => ({ data: workflows }) },
    users: {
      bulk: async (users: { id: string; email?: string }[]) => {
        did.push([tenant, users.map(({ id }) => id)]);
        const at = users.findIndex(({ email }) => email === 'no address');
        return { refused: at < 0 ? [] : [{ pointer: `/users/${at}/email`, detail: 'must be an address' }] };
      },
      preferences: { update: async (id: string, patch: object) => void did.push([tenant, id, patch]) },
    },
    tenants: {
      get: async (id: string) => set[id] ?? Promise.reject(Object.assign(new Error(), { code: 'not_found' })),
      put: async (id: string, settings: object) => void did.push([id, settings]),
    },
  });
  return { bellhop: forTenant(), did };
}

test("a tenant's user is apart from the same one of the stage, and what is refused is that one's alone", async () => {
  const { bellhop, did } = aBellhop();
  const kim = (email: string, tenant?: string) => ({
    user: { id: 'kim', email },
    tenant,
    choices: [no({ category: 'comments' })],
  });

  const left = await bringOver(bellhop, [kim('no address'), kim('kim@acme.example', 'acme'), kim('kim@t9.example', 'T_9')]);

  expect(left).toEqual([
    'brought over: 1 user',
    'not brought over: email must be an address: kim',
    'not brought over: "T_9" cannot be the id of a tenant here: T_9/kim',
  ]);
  expect(did).toEqual([
    [undefined, ['kim']],
    ['acme', ['kim']],
    ['acme', 'kim', { categories: { comments: { inbox: 'opted_out', email: 'opted_out' } } }],
  ]);
});

test("a tenant's defaults are set beside its brand and what it has of other channels, and consent to no SMS", async () => {
  const brand = { name: 'Acme' };
  const { bellhop, did } = aBellhop({ acme: { brand, preferences: { categories: { billing: { digest: 'daily' } } } } });
  const choices = [no({ category: 'billing', channel: 'email' }), yes({ category: 'billing', channel: 'sms' })];

  const left = await bringDefaults(bellhop, [
    { tenant: 'acme', choices, unread: [] },
    { tenant: 'beta', choices: [yes({ channel: 'inbox' })], unread: ['conditions of Knock, for all'] },
  ]);

  expect(did).toEqual([
    ['acme', { brand, preferences: { categories: { billing: { digest: 'daily', email: 'opted_out' } } } }],
    ['beta', { preferences: { categories: { comments: { inbox: 'opted_in' }, billing: { inbox: 'opted_in' } } } }],
  ]);
  expect(left).toEqual([
    `nobody's own yes: ${JSON.stringify(choices[1])}: all of acme`,
    'conditions of Knock, for all: all of beta',
  ]);
});

const day = (start: string, end: string) => ({ isEnabled: true, hours: [{ start, end }] });
const week = (of: object, more = {}) => ({
  isEnabled: true,
  weeklySchedule: { monday: of, tuesday: of, wednesday: of, thursday: of, friday: of, saturday: of, sunday: of, ...more },
});

test('a schedule of Novu is the nights between its days', () => {
  const { quiet_hours } = quietHours(week(day('09:00 AM', '06:30 PM'), { saturday: day('12:00 PM', '18:00 PM') }));

  expect(quiet_hours).toMatchObject({ start: '18:30', end: '09:00' });
  expect(quiet_hours.days).toMatchObject({
    friday: { start: '18:30', end: '12:00' },
    saturday: { start: '18:00', end: '09:00' },
  });
  expect(quietHours({ isEnabled: false })).toEqual({});
});

test.each([
  ['a day off', { sunday: { isEnabled: false } }],
  [
    'a day in two pieces',
    { sunday: { isEnabled: true, hours: [...day('08:00 AM', '10:00 AM').hours, ...day('02:00 PM', '04:00 PM').hours] } },
  ],
  ['a day that ends after midnight', { sunday: day('10:00 AM', '02:00 AM') }],
])('one with %s is left, and said', (_, more) => {
  expect(quietHours(week(day('09:00 AM', '06:00 PM'), more))).toEqual({ unread: [expect.stringContaining('schedule')] });
});
