import { type OwnTable, openOwnTable } from '../../../local/own-table.ts';
import { eventually } from '../local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';
import { addBoundKey } from './bound-keys.ts';

let localSystem: SharedLocalSystem;
let table: OwnTable;
let keys: { acme: string; beta: string };

beforeAll(async () => {
  localSystem = await shareLocalSystem();
  table = openOwnTable(localSystem.system.outputs.TableName ?? '', localSystem.system.endpoints.tables);
  keys = { acme: await addBoundKey(table, 'acme'), beta: await addBoundKey(table, 'beta') };
});
afterAll(() => table.stop());

const data = { title: 'For Bob alone', body: 'Nobody else reads this.' };

test('a user of a tenant reads their own inbox by a token, and a user of the same name elsewhere another', async () => {
  const title = 'For the Zoe of acme';
  await localSystem.call('PUT', '/v1/users/zoe', { key: keys.beta, body: {} });
  const publish = { workflow: 'message', recipients: [{ id: 'zoe' }], actor: 'zoe', data: { title, body: 'Hello.' } };
  await localSystem.call('PUT', '/v1/users/zoe', { key: keys.acme, body: { name: 'Zoe' } });
  expect(await localSystem.call('POST', '/v1/notifications', { key: keys.acme, body: publish })).toMatchObject({ status: 202 });

  const tokenOf = async (key: string) => (await localSystem.call('POST', '/v1/users/zoe/tokens', { key })).body.token as string;
  const feedOf = async (key: string) => {
    const { body } = await localSystem.call('GET', '/v1/me/notifications', { token: await tokenOf(key) });
    return body.data as { title: string; actor?: { id: string } }[];
  };
  const [item] = await eventually('it is there', async () => (await feedOf(keys.acme)).filter((each) => each.title === title));

  expect(item).toMatchObject({ title, actor: { id: 'zoe' } });
  expect(await feedOf(keys.beta)).toEqual([]);
});

test('a key of the stage acts for a tenant that it names, and a bound key for no other', async () => {
  const publish = { workflow: 'message', recipients: [{ id: 'tom' }], tenant: 'acme', data };
  const stage = { key: localSystem.key() ?? '' };
  const made = await localSystem.call('POST', '/v1/notifications', { ...stage, body: publish });
  expect(made).toMatchObject({ status: 202, body: { notifications: [{ user: 'tom' }] } });

  const asAcme = { ...stage, headers: { 'X-Tenant': 'acme' } };
  expect(await localSystem.call('GET', '/v1/users/tom', asAcme)).toMatchObject({ status: 200, body: { id: 'tom' } });
  expect(await localSystem.call('GET', '/v1/users/tom', stage)).toMatchObject({ status: 404 });
  const refused = { status: 403, body: { code: 'tenant_refused' } };
  expect(await localSystem.call('GET', '/v1/users/tom', { key: keys.beta, headers: { 'X-Tenant': 'acme' } })).toMatchObject(
    refused,
  );
  expect(await localSystem.call('POST', '/v1/notifications', { key: keys.beta, body: publish })).toMatchObject(refused);
  const noTenant = { ...stage, headers: { 'X-Tenant': 'No tenant' } };
  expect(await localSystem.call('GET', '/v1/users/tom', noTenant)).toMatchObject({
    status: 422,
    body: { code: 'tenant_invalid' },
  });
});

test("whoever has the stage's key is told whose a user and a notification are, and numbers are apart", async () => {
  const user = { email: 'uma@acme.example' };
  await localSystem.call('PUT', '/v1/users/uma', { key: keys.acme, body: user });
  await localSystem.call('POST', '/v1/notifications', {
    key: keys.acme,
    body: { workflow: 'message', recipients: ['uma'], data },
  });

  const listed = await eventually('it is in the list of all', async () => {
    const { body } = await localSystem.call('GET', '/v1/notifications', { key: localSystem.key() });
    return body.data.find((each: { user: string }) => each.user === 'uma');
  });
  expect(listed).toMatchObject({ tenant: 'acme', user: 'uma' });
  const { body: all } = await localSystem.call('GET', '/v1/users', { key: localSystem.key() });
  expect(all.data).toContainEqual(expect.objectContaining({ tenant: 'acme', id: 'uma' }));
  const { body: theirs } = await localSystem.call('GET', '/v1/users', { key: keys.acme });
  expect(theirs.data.find(({ id }: { id: string }) => id === 'uma')).not.toHaveProperty('tenant');

  const totalOf = async (key: string) => (await localSystem.call('GET', '/v1/statistics', { key })).body.total;
  await eventually('it is counted', async () => (await totalOf(keys.acme)).accepted > 0);
  expect(await totalOf(await addBoundKey(table, 'vega'))).toMatchObject({ accepted: 0, sent: 0 });
  const beta = { key: keys.acme };
  expect(await localSystem.call('GET', '/v1/statistics?tenant=beta', beta)).toMatchObject({ status: 403 });
});

test("a tenant's brand is on its e-mails, in their dry run too, and its defaults hold for who has not chosen", async () => {
  const stage = { key: localSystem.key() ?? '' };
  const brand = {
    name: 'Gamma',
    colour: '#0f766e',
    colour_on_dark: '#5eead4',
    from_name: 'Gamma by post',
    address: ['Gamma Ltd'],
  };
  const preferences = { categories: { general: { inbox: 'opted_out' } } };
  const put = await localSystem.call('PUT', '/v1/tenants/gamma', { ...stage, body: { brand, preferences } });
  expect(put).toMatchObject({ status: 200, body: { id: 'gamma', brand } });
  expect(await localSystem.call('GET', '/v1/tenants/gamma', stage)).toMatchObject({ status: 200, body: put.body });

  const publish = { workflow: 'message', tenant: 'gamma', recipients: [{ id: 'vic', email: 'vic@gamma.example' }], data };
  const { body: foreseen } = await localSystem.call('POST', '/v1/notifications/dry-run', { ...stage, body: publish });
  const onChannel = (name: string) => foreseen.data[0].channels.find(({ channel }: { channel: string }) => channel === name);
  expect(onChannel('email')).toMatchObject({
    copy: { email: { from_name: 'Gamma by post', html: expect.stringContaining('>Gamma<') } },
  });
  expect(onChannel('inbox')).toMatchObject({ decision: 'skip', reason: 'preference_opted_out' });

  await localSystem.call('POST', '/v1/notifications', { ...stage, body: publish });
  const [sent] = await eventually('it is sent', () => localSystem.outbox({ to: 'vic@gamma.example' }));
  expect(sent.text).toContain('Gamma Ltd');
  const page = await fetch(/http:\S+\/u\/[\w-]+/.exec(sent.text)?.[0] ?? '');
  expect(await page.text()).toMatch(/<p class="brand">Gamma<.*<footer>Gamma Ltd</);
  const chosen = await localSystem.call('GET', '/v1/users/vic/preferences', { ...stage, headers: { 'X-Tenant': 'gamma' } });
  expect(chosen.body.categories.general).toMatchObject({ inbox: 'opted_out', chosen: [] });
  expect(await localSystem.call('DELETE', '/v1/tenants/gamma', stage)).toMatchObject({ status: 204 });
});
