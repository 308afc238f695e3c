import { PutTenant } from '../../../contract/tenants/tenants.ts';
import { findTenantOf } from '../../../core/tenants/find-tenant.ts';
import { workflowOfTenant } from '../../../core/tenants/rules/workflow-of-tenant.ts';
import { deleteTenant, listTenants, putTenant, readTenant } from '../../../core/tenants/tenants.ts';
import { aMoment, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const brand = { name: 'Acme', colour: '#0f766e', colour_on_dark: '#5eead4' };
const settingsOf = (categories: object) => ({
  id: 'acme',
  preferences: PutTenant.parse({ preferences: { categories } }).preferences,
  createdAt: aMoment,
  updatedAt: aMoment,
});

const aStage = () => ({
  ...world(),
  workflows: new Map([
    ['greeting', aWorkflow()],
    ['receipt', aWorkflow({ required: true, category: 'receipts' })],
  ]),
});

test.each([
  ['category_unknown', '/preferences/categories/invoices', { invoices: { sms: 'opted_out' } }],
  ['channel_unsupported', '/preferences/categories/general/push', { general: { push: 'opted_out' } }],
  ['preference_required', '/preferences/categories/receipts/email', { receipts: { email: 'opted_out' } }],
])('preferences that nobody can have are refused: %s', async (code, pointer, categories) => {
  const { preferences } = PutTenant.parse({ preferences: { categories } });
  const put = putTenant({ id: 'acme', settings: { preferences } }, aStage());

  await expect(put).rejects.toMatchObject({ code, places: [{ pointer }] });
});

test('all that is wrong with the settings of a tenant is told at once', async () => {
  const { preferences } = PutTenant.parse({
    preferences: { categories: { invoices: { sms: 'opted_out' }, receipts: { email: 'opted_out' } } },
  });
  const put = putTenant({ id: 'acme', settings: { preferences, brand: { ...brand, colour: '#fde68a' } } }, aStage());

  await expect(put).rejects.toMatchObject({
    code: 'body_invalid',
    places: [
      { pointer: '/brand/colour' },
      { pointer: '/preferences/categories/invoices' },
      { pointer: '/preferences/categories/receipts/email' },
    ],
  });
});

test('what is set for a tenant is answered, listed, and forgotten', async () => {
  const here = aStage();
  const put = await putTenant({ id: 'acme', settings: { brand } }, here);

  expect(put).toMatchObject({ id: 'acme', brand, created_at: aMoment.toISOString() });
  expect(await readTenant('acme', here)).toEqual(put);
  expect(await listTenants({ limit: 10 }, here)).toEqual({ data: [put], next_cursor: undefined });
  await deleteTenant('acme', here);
  await expect(readTenant('acme', here)).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteTenant('acme', here)).rejects.toMatchObject({ code: 'not_found' });
});

test.each([
  ['/brand/colour', { ...brand, colour: '#fde68a' }],
  ['/brand/colour_on_dark', { ...brand, colour_on_dark: '#1e1b4b' }],
])('a brand in whose %s nobody could read is refused', async (pointer, unreadable) => {
  const put = putTenant({ id: 'acme', settings: { brand: unreadable } }, aStage());

  await expect(put).rejects.toMatchObject({ code: 'body_invalid', places: [{ pointer }] });
});

test('one colour without the other is refused', () => {
  expect(PutTenant.safeParse({ brand: { name: 'Acme', colour: '#0f766e' } }).success).toBe(false);
  expect(PutTenant.safeParse({ brand: { name: 'Acme', logo_url: 'http://example.com/l.png' } }).success).toBe(false);
});

test("nothing is read for the stage's own users and rooms", async () => {
  const tenants = { find: () => Promise.reject(new Error('asked for nothing')) };

  expect(await findTenantOf('ada', { tenants })).toBeUndefined();
  expect(await findTenantOf('#news', { tenants })).toBeUndefined();
  await expect(findTenantOf('#acme/news', { tenants })).rejects.toThrow();
});

test("a tenant's defaults take the place of a workflow's, channel by channel, in their category", () => {
  const workflow = aWorkflow({ category: 'general', optIn: ['sms'], digest: 'weekly' });
  const tenant = settingsOf({ general: { sms: 'opted_in', email: 'opted_out', digest: 'daily' } });

  expect(workflowOfTenant(workflow, tenant)).toMatchObject({ optIn: ['email'], digest: 'daily' });
  expect(workflowOfTenant(workflow, settingsOf({ general: { email: 'opted_out' } }))).toMatchObject({
    optIn: ['sms', 'email'],
    digest: 'weekly',
  });
  expect(workflowOfTenant(workflow, settingsOf({ repairs: { email: 'opted_out' } }))).toBe(workflow);
  expect(workflowOfTenant(workflow, undefined)).toBe(workflow);
});

test('what is required goes to the users of every tenant', () => {
  const required = aWorkflow({ category: 'general', required: true });

  expect(workflowOfTenant(required, settingsOf({ general: { email: 'opted_out' } }))).toBe(required);
});
