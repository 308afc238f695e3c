// /v1/users/{id} → putUser, putUsers, readUser, deleteUser, exportUser, mintToken → users, and all that is kept of them
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUserRecords } from '../../adapters/dynamodb/users/user-records.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { userTokens } from '../../adapters/jose/user-tokens.ts';
import { ssmSigningSecret } from '../../adapters/ssm/signing-secret.ts';
import { readSettings } from '../../contract/settings.ts';
import { userRoutes } from '../../contract/users/routes.ts';
import { deleteUser } from '../../core/users/delete-user.ts';
import { exportUser } from '../../core/users/export-user.ts';
import { putUsers } from '../../core/users/put-users.ts';
import { findMoreUserFaults, mintToken, putUser, readUser } from '../../core/users/users.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { nothing, onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME', 'TOKEN_SECRET_PARAMETER', 'TOKEN_ISSUER');
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const deps = {
  users: dynamoUsers(table),
  records: dynamoUserRecords(table),
  suppressions: dynamoSuppressions(table),
  tokens: userTokens(settings.TOKEN_ISSUER, ssmSigningSecret(settings.TOKEN_SECRET_PARAMETER)),
  now,
};

export const handler = onHttp<'users/users'>(
  userRoutes,
  {
    putUser: async ({ params: { id }, body: contact }) => ({ body: await putUser({ id, contact }, deps) }),
    putUsers: async ({ body, from: { tenant } }) => ({ body: await putUsers(body.users, deps, tenant) }),
    readUser: async ({ params: { id } }) => ({ body: await readUser(id, deps) }),
    deleteUser: ({ params: { id } }) => deleteUser(id, deps).then(nothing),
    exportUser: async ({ params: { id }, query: { cursor } }) => ({ body: await exportUser({ id, cursor }, deps) }),
    mintToken: async ({ params: { id } }) => ({ body: await mintToken(id, deps) }),
  },
  { server: byApiKey(table), findMore: { putUser: findMoreUserFaults } },
);
