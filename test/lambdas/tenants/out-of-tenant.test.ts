import { putOutOfTenant, putTenantBeside } from '../../../lambdas/shell/tenants/out-of-tenant.ts';

const listed = { id: 'ntf_1', user: 'acme/ada', topic: 'acme/news', channels: [{ channel: 'email' }] };

test("an answer is in its tenant's own names", () => {
  expect(putOutOfTenant({ data: [listed] }, 'acme')).toEqual({ data: [{ ...listed, user: 'ada', topic: 'news' }] });
  expect(putOutOfTenant({ cancellation_key: 'acme\u001fk' }, 'acme')).toEqual({ cancellation_key: 'k' });
});

test.each([
  ['a user', { user: 'beta/ada' }],
  ["the stage's user", { user: 'ada' }],
  ['a topic', { data: [{ topic: 'beta/news' }] }],
])('an answer that names %s of another is none', (_, body) => {
  expect(() => putOutOfTenant(body, 'acme')).toThrow(expect.objectContaining({ code: 'not_found' }));
});

test("what an app says itself is nobody's name", () => {
  const workflow = { key: 'repair', example: { user: 'Ada', id: 'beta/1' }, payload: { properties: { user: { id: 'a/b' } } } };

  expect(putOutOfTenant({ data: [workflow] }, 'acme')).toEqual({ data: [workflow] });
  expect(putTenantBeside({ data: [workflow] })).toEqual({ data: [workflow] });
});

test('whoever asks for the whole stage is told whose it is, once, and the names by which it is asked for', () => {
  const read = { id: 'ntf_1', user: 'acme/ada', actor: { id: 'acme/zoe' }, cancellation_key: 'acme\u001fk' };
  const own = { id: 'ntf_2', user: 'ada', url: 'https://example.com/a' };

  expect(putTenantBeside({ data: [read, own] })).toEqual({
    data: [{ tenant: 'acme', id: 'ntf_1', user: 'ada', actor: { id: 'zoe' }, cancellation_key: 'k' }, own],
  });
  expect(putTenantBeside({ user: '#acme/news' })).toEqual({ tenant: 'acme', user: '#news' });
  expect(putTenantBeside({ topic: 'acme/news', notifications: [{ user: 'acme/ada' }] })).toEqual({
    tenant: 'acme',
    topic: 'news',
    notifications: [{ user: 'ada' }],
  });
});

test('a schedule is named as its tenant does, and so is whom it goes to', () => {
  const kept = { id: 'acme/rent', workflow: 'message', recipients: ['acme/ada', 'acme/zoe'] };
  const named = { id: 'rent', workflow: 'message', recipients: ['ada', 'zoe'] };

  expect(putOutOfTenant({ data: [kept] }, 'acme')).toEqual({ data: [named] });
  expect(putTenantBeside({ data: [kept] })).toEqual({ data: [{ tenant: 'acme', ...named }] });
  expect(() => putOutOfTenant(kept, 'beta')).toThrow(expect.objectContaining({ code: 'not_found' }));
});

test('an answer without a body stays one', () => {
  expect(putTenantBeside(undefined)).toBeUndefined();
});
