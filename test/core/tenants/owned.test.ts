import { OwnedCancellationKey, OwnedTopic, OwnedUserId } from '../../../contract/tenants/owned-ids.ts';
import { isOf, keyWithin, nameWithin, ownedBy, tenantOf, toOwned } from '../../../core/tenants/rules/owned.ts';

test("what is the stage's own keeps its name, and a tenant's has the tenant's before it", () => {
  expect([ownedBy(undefined, 'ada'), ownedBy('acme', 'ada')]).toEqual(['ada', 'acme/ada']);
  expect(['ada', 'acme/ada', '#acme/news', '#news'].map(tenantOf)).toEqual([undefined, 'acme', 'acme', undefined]);
  expect(['ada', 'acme/ada', '#acme/news', '#news'].map(nameWithin)).toEqual(['ada', 'ada', '#news', '#news']);
});

test.each([
  ['another tenant', 'beta/ada'],
  ['the stage', 'ada'],
  ['a tenant whose name begins so', 'acme-two/ada'],
  ["a room of another tenant's topic", '#beta/news'],
])('what belongs to %s is nothing to a tenant', (_, name) => {
  expect(isOf('acme', name)).toBe(false);
});

test('a cancellation key of the stage is never that of a tenant, whatever it is called', () => {
  expect(toOwned('cancellation-key', 'acme', 'ada')).not.toBe('acme/ada');
  expect(keyWithin(toOwned('cancellation-key', 'acme', 'ada') ?? '')).toBe('ada');
});

test('a name that is too long together with its tenant is none', () => {
  expect(toOwned('user', 'acme', 'a'.repeat(123))).toHaveLength(128);
  expect(toOwned('user', 'acme', 'a'.repeat(124))).toBeUndefined();
});

test.each(['acme/beta/ada', 'Acme/ada', '/ada', 'acme/', 'acme/..', 'acme//ada', 'acme/a#b', '../ada'])(
  '%j is no id of a user',
  (id) => {
    expect(OwnedUserId.safeParse(id).success).toBe(false);
  },
);

test('names of a tenant are taken where the system speaks to itself', () => {
  expect(OwnedUserId.parse('acme/ada@example.com')).toBe('acme/ada@example.com');
  expect(OwnedTopic.parse('acme/building:42')).toBe('acme/building:42');
  expect(OwnedCancellationKey.parse('acme\u001fa/b')).toBe('acme\u001fa/b');
});
