import { userKey, userPartition } from '../../../adapters/dynamodb/users/keys.ts';
import { kindOf, userItemKinds } from '../../../adapters/dynamodb/users/user-item-kinds.ts';
import { everyKey, given, keyFunctions, userId } from '../every-key.ts';

test('every function that makes a key is tried here', async () => {
  expect([...(await keyFunctions()).keys()].sort()).toEqual(Object.keys(given).sort());
});

test('every item under a user is of one kind, so that export and erasure know it', async () => {
  const keys = [...(await everyKey()).values()];
  const under = keys.filter(({ pk, sk }) => pk === userPartition(userId) && sk !== userKey(userId).sk);

  expect(under.filter(({ sk }) => kindOf(sk) === undefined)).toEqual([]);
  expect(new Set(under.map(({ sk }) => kindOf(sk)))).toEqual(new Set(userItemKinds));
});

test('no item can be taken for another kind, and the user is read after all of them', () => {
  const prefixes = userItemKinds.flatMap((kind) => kind.prefixes);

  expect(prefixes.filter((one) => prefixes.some((other) => one !== other && one.startsWith(other)))).toEqual([]);
  expect(prefixes.filter((prefix) => prefix >= userKey(userId).sk)).toEqual([]);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});
