// /v1/users/{id} → putUser, readUser, mintToken → users
import { openTable } from '../../adapters/dynamo/table.ts';
import { dynamoUsers } from '../../adapters/dynamo/users.ts';
import { userTokens } from '../../adapters/jose/user-tokens.ts';
import { ssmSigningSecret } from '../../adapters/ssm/signing-secret.ts';
import { readSettings } from '../../contract/settings.ts';
import { mintToken, putUser, readUser } from '../../core/flows/users.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME', 'TOKEN_SECRET_PARAMETER', 'TOKEN_ISSUER');
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const deps = {
  users: dynamoUsers(table),
  tokens: userTokens(settings.TOKEN_ISSUER, ssmSigningSecret(settings.TOKEN_SECRET_PARAMETER)),
  now,
};

export const handler = onHttp(
  {
    putUser: async ({ params: { id }, body: contact }) => ({ body: await putUser({ id, contact }, deps) }),
    readUser: async ({ params: { id } }) => ({ body: await readUser(id, deps) }),
    mintToken: async ({ params: { id } }) => ({ body: await mintToken(id, deps) }),
  },
  { server: byApiKey(table) },
);
