import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { newApiKey } from '../../../bin/operator/new-api-key.ts';
import { type OwnTable, openOwnTable } from '../../../local/own-table.ts';
import { eventually } from '../local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
let table: OwnTable;
let keys: { acme: string; beta: string };

beforeAll(async () => {
  localSystem = await shareLocalSystem();
  table = openOwnTable(localSystem.system.outputs.TableName ?? '', localSystem.system.endpoints.tables);
  const apiKeys = dynamoApiKeys(table);
  const bound = async (tenant: string) => {
    const { secret, key } = newApiKey({ name: tenant, kind: 'live', tenant }, new Date());
    await apiKeys.add(key);
    return secret;
  };
  keys = { acme: await bound('acme'), beta: await bound('beta') };
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
});
