import { createHash } from 'node:crypto';
import { memoryApiKeys } from '../../adapters/memory/access/api-keys.ts';
import { Contact } from '../../contract/users/contact.ts';
import { phoneProblem } from '../../core/channels/sms/rules/phone-number.ts';
import { localKeys } from '../../local/local-keys.ts';
import { localUsers, seed } from '../../local/seed.ts';

/** An API that knows these users, and notes what it is asked. */
function anApi(...known: string[]) {
  const calls: string[] = [];
  return {
    calls,
    async callApi(method: string, path: string) {
      calls.push(`${method} ${path}`);
      return { status: method === 'PUT' || known.includes(path) ? 200 : 404, body: {} };
    },
  };
}

test('keys and users are made where they are missing, through the API', async () => {
  const apiKeys = memoryApiKeys();
  const api = anApi();

  await seed({ apiKeys, callApi: api.callApi });

  for (const kind of ['live', 'test'] as const) {
    const hash = createHash('sha256').update(localKeys[kind]).digest('hex');
    expect(await apiKeys.find(hash)).toMatchObject({ kind });
  }
  expect(api.calls).toEqual(['GET /v1/users/ada', 'PUT /v1/users/ada', 'GET /v1/users/grace', 'PUT /v1/users/grace']);
});

test('what is there already stays as the developer left it', async () => {
  const apiKeys = memoryApiKeys();
  await seed({ apiKeys, callApi: anApi().callApi });
  const api = anApi('/v1/users/ada', '/v1/users/grace');

  await seed({ apiKeys, callApi: api.callApi });

  expect(api.calls).toEqual(['GET /v1/users/ada', 'GET /v1/users/grace']);
  expect(await apiKeys.list()).toHaveLength(2);
});

test('a user that cannot be made is told', async () => {
  const callApi = async () => ({ status: 500, body: { code: 'internal' } });

  await expect(seed({ apiKeys: memoryApiKeys(), callApi })).rejects.toThrow(/"ada".*500.*internal/);
});

test.each(Object.entries(localUsers))('%s can be reached by the rules, and by nobody in truth', (_id, contact) => {
  expect(Contact.parse(contact)).toEqual(contact);
  expect(phoneProblem(contact.phone ?? '')).toBeUndefined();
  expect(contact.phone).toMatch(/^\+44770090\d{4}$|^\+1\d{3}55501\d\d$/); // ranges kept for films
  expect(contact.email).toMatch(/@example\.com$/);
});
