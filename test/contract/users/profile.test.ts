import { Contact } from '../../../contract/users/contact.ts';

const faultsOf = (contact: unknown) =>
  Contact.safeParse(contact).error?.issues.map(({ path, message }) => [path.join('/'), message]);

test('attributes hold scalars and lists of them, as text of one line', () => {
  const attributes = { plan: 'pro\ngold', seats: 12, is_trial: false, teams: ['red', 3, true], note: '', none: [] };

  expect(Contact.parse({ attributes })).toEqual({ attributes: { ...attributes, plan: 'pro gold' } });
});

test.each([
  ['an object within', { plan: { name: 'pro' } }],
  ['null', { plan: null }],
  ['a list of lists', { plan: [['pro']] }],
  ['a number that is none', { plan: Number.NaN }],
  ['a long text', { plan: 'x'.repeat(1025) }],
  ['a name that keys cannot have', { 'plan#1': 'pro' }],
  ['a name that is part of every object', JSON.parse('{"__proto__": {"plan": "pro"}, "2nd": 1}')],
  ['51 of them', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`a${index}`, 1]))],
  ['more than 4 KB', Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`a${index}`, 'é'.repeat(500)]))],
])('%s is refused', (_, attributes) => {
  expect(faultsOf({ attributes })).not.toBeUndefined();
});

test('all that is wrong with a profile is told at once', () => {
  expect(faultsOf({ name: ' ', avatar: 'http://app.example.com/ada.png', attributes: { a: {}, 'b c': 1 } })).toMatchObject([
    ['name', expect.stringContaining('must not be empty')],
    ['avatar', 'must be an https URL'],
    ['attributes/a', expect.any(String)],
    ['attributes/b c', expect.any(String)],
  ]);
});
