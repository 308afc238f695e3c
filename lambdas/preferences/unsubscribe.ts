// GET, POST /u/{token} → showUnsubscribe, unsubscribe → the user's preferences; a page for people, one POST for mail programs
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { rememberedTenants } from '../../adapters/dynamodb/tenants/remembered-tenants.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { ssmSigningSecret } from '../../adapters/ssm/signing-secret.ts';
import { unsubscribeRoutes } from '../../contract/preferences/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { showUnsubscribe, unsubscribe } from '../../core/preferences/unsubscribe.ts';
import { unsubscribePage } from '../../workflows/unsubscribe-page.ts';
import { asAnyone } from '../shell/http-identity.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME', 'UNSUBSCRIBE_SECRET_PARAMETER');
const table = openTable(settings.TABLE_NAME);
const deps = {
  users: dynamoUsers(table),
  tenants: rememberedTenants(table),
  secret: ssmSigningSecret(settings.UNSUBSCRIBE_SECRET_PARAMETER),
  now: () => new Date(),
};

export const handler = onHttp<'preferences/unsubscribe'>(
  unsubscribeRoutes,
  {
    showUnsubscribe: async ({ params: { token }, header }) =>
      unsubscribePage(await showUnsubscribe(token, deps), header('Accept-Language')),
    unsubscribe: async ({ params: { token }, form, header }) =>
      unsubscribePage(await unsubscribe({ token, form }, deps), header('Accept-Language')),
  },
  { anyone: asAnyone },
);
