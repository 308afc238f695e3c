import { putUsers } from '../../../core/users/put-users.ts';
import { world } from '../../world.ts';

test('users are created, changed or left, each answered by itself, and doing it again changes nothing', async () => {
  const here = world();
  await here.users.upsert('grace', { email: 'grace@example.com' }, here.now());
  await here.users.upsert('joan', { email: 'joan@example.com' }, here.now());
  here.pass(60);
  const users = [
    { id: 'ada', email: 'ada@example.com', attributes: { plan: 'pro' } },
    { id: 'grace', name: 'Grace' },
    { id: 'joan', email: 'joan@example.com' },
  ];

  const first = await putUsers(users, here);
  here.pass(60);
  const second = await putUsers(users, here);

  expect(first.users.map(({ outcome }) => outcome)).toEqual(['created', 'changed', 'unchanged']);
  expect(second.users.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  expect((await here.users.getMany(['grace'])).get('grace')).toMatchObject({ email: 'grace@example.com', name: 'Grace' });
});

test('a bad one is refused with all that is wrong, and the others are taken', async () => {
  const here = world();
  await here.users.upsert('mary', { locale: 'en-GB', timezone: 'Europe/London' }, here.now());

  const { users, refused } = await putUsers(
    [
      { id: 'ada', email: 'x', attributes: { plan: {} } },
      { id: 'mary', phone: '02079460000' },
      { id: 'joan', phone: '02079460000' },
      { id: 'mary', name: 'Mary' },
      'grace',
      { id: 'kim' },
    ],
    here,
  );

  expect(users.map(({ id }) => id)).toEqual(['mary', 'kim']);
  expect(refused.map(({ pointer }) => pointer)).toEqual([
    '/users/0/email',
    '/users/0/attributes/plan',
    '/users/2/phone',
    '/users/3',
    '/users/4',
  ]);
  expect((await here.users.getMany(['mary'])).get('mary')).toMatchObject({ phone: '+442079460000' });
});

test("a name that could reach an object's prototype refuses its own user, and no other", async () => {
  const here = world();
  const given = JSON.parse(
    '[{"id":"ada","attributes":{"constructor":"x"}},{"id":"kim"},{"id":"eve","__proto__":{"x":1}},{"id":"joan","attributes":{"prototype":1}}]',
  );

  const { users, refused } = await putUsers(given, here);

  expect(users.map(({ id }) => id)).toEqual(['kim']);
  expect(refused).toEqual([
    { pointer: '/users/0/attributes/constructor', detail: 'this key is not allowed' },
    { pointer: '/users/2/__proto__', detail: 'this key is not allowed' },
    { pointer: '/users/3/attributes/prototype', detail: 'this key is not allowed' },
  ]);
});
