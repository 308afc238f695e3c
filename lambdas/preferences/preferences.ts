// /v1/users/{id}/preferences, /v1/me/preferences → readPreferences, patchPreferences → users; /v1/tenants → what is set for tenants
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { rememberedTenants } from '../../adapters/dynamodb/tenants/remembered-tenants.ts';
import { dynamoTenants } from '../../adapters/dynamodb/tenants/tenants.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import { userTokens } from '../../adapters/jose/user-tokens.ts';
import { ssmSigningSecret } from '../../adapters/ssm/signing-secret.ts';
import type { PreferencesPatch } from '../../contract/preferences/preferences.ts';
import { preferenceRoutes } from '../../contract/preferences/routes.ts';
import { readSettings } from '../../contract/settings.ts';
import { tenantRoutes } from '../../contract/tenants/routes.ts';
import type { SoundFields } from '../../core/http/rules/sound-fields.ts';
import { findMoreFaults, patchPreferences, readPreferences } from '../../core/preferences/preferences.ts';
import { deleteTenant, findTenantFaults, listTenants, putTenant, readTenant } from '../../core/tenants/tenants.ts';
import { withDefaults } from '../../core/workflows/rules/workflow-defaults.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { tagged } from '../shell/http-caching.ts';
import { byUserToken } from '../shell/http-identity.ts';
import { nothing, onHttp } from '../shell/on-http.ts';
import { stageDefaultSettings, stageDefaults } from '../shell/stage-defaults.ts';

const settings = readSettings('TABLE_NAME', 'TOKEN_SECRET_PARAMETER', 'TOKEN_ISSUER', ...stageDefaultSettings);
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const tokens = userTokens(settings.TOKEN_ISSUER, ssmSigningSecret(settings.TOKEN_SECRET_PARAMETER));
const deps = {
  users: dynamoUsers(table),
  tenants: rememberedTenants(table),
  workflows: withDefaults(workflowByKey, stageDefaults(settings)),
  now,
};
const morePreferences = (parts: SoundFields<PreferencesPatch>) => findMoreFaults(parts, deps.workflows);
const ofTenants = { ...deps, tenants: dynamoTenants(table) };

export const handler = onHttp<'preferences/preferences'>(
  { ...preferenceRoutes, ...tenantRoutes },
  {
    readPreferences: async ({ params: { id: userId }, header }) =>
      tagged(await readPreferences({ userId, asks: 'server', ifNoneMatch: header('If-None-Match') }, deps)),
    patchPreferences: async ({ params: { id: userId }, body: patch, header }) =>
      tagged(await patchPreferences({ userId, asks: 'server', patch, ifMatch: header('If-Match') }, deps)),
    readOwnPreferences: async ({ from: { userId }, header }) =>
      tagged(await readPreferences({ userId, asks: 'user', ifNoneMatch: header('If-None-Match') }, deps)),
    patchOwnPreferences: async ({ from: { userId }, body: patch, header }) =>
      tagged(await patchPreferences({ userId, asks: 'user', patch, ifMatch: header('If-Match') }, deps)),
    putTenant: async ({ params: { id }, body: settings }) => ({ body: await putTenant({ id, settings }, ofTenants) }),
    readTenant: async ({ params: { id } }) => ({ body: await readTenant(id, ofTenants) }),
    listTenants: async ({ query }) => ({ body: await listTenants(query, ofTenants) }),
    deleteTenant: ({ params: { id } }) => deleteTenant(id, ofTenants).then(nothing),
  },
  {
    server: byApiKey(table),
    user: byUserToken(tokens, now),
    findMore: {
      patchPreferences: morePreferences,
      patchOwnPreferences: morePreferences,
      putTenant: ({ sound }) => findTenantFaults(sound, deps.workflows),
    },
  },
);
