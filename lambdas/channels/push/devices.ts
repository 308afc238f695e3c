// /v1/me/devices, /v1/users/{id}/devices → putDevice, listDevices, removeDevice → the user's devices
import { dynamoDevices } from '../../../adapters/dynamodb/channels/push/devices.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { userTokens } from '../../../adapters/jose/user-tokens.ts';
import { vapidKeys } from '../../../adapters/providers/web/vapid.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { webhookTargets } from '../../../adapters/webhooks/webhook-targets.ts';
import { deviceRoutes } from '../../../contract/channels/push/routes.ts';
import { readSettings } from '../../../contract/settings.ts';
import { listDevices, putDevice, removeDevice } from '../../../core/channels/push/devices.ts';
import { byApiKey } from '../../shell/by-api-key.ts';
import { byUserToken } from '../../shell/http-identity.ts';
import { nothing, onHttp } from '../../shell/on-http.ts';

const settings = readSettings(
  'TABLE_NAME',
  'TOKEN_SECRET_PARAMETER',
  'TOKEN_ISSUER',
  'VAPID_SECRET_PARAMETER',
  'WEBHOOKS_TO_LOOPBACK',
  'DEVICE_KINDS',
);
const now = () => new Date();
const table = openTable(settings.TABLE_NAME);
const tokens = userTokens(settings.TOKEN_ISSUER, ssmSigningSecret(settings.TOKEN_SECRET_PARAMETER));
const vapidSecret = ssmSigningSecret(settings.VAPID_SECRET_PARAMETER);
const deps = {
  devices: dynamoDevices(table),
  refusalOf: webhookTargets({ loopback: settings.WEBHOOKS_TO_LOOPBACK === 'yes' }).refusalOf,
  webKey: async () => vapidKeys(await vapidSecret.readOrMake()).publicKey,
  kinds: settings.DEVICE_KINDS,
  now,
};

export const handler = onHttp<'channels/push/devices'>(
  deviceRoutes,
  {
    putOwnDevice: async ({ from: { userId }, body: device }) => ({ body: await putDevice({ userId, device }, deps) }),
    listOwnDevices: async ({ from: { userId } }) => ({ body: await listDevices(userId, deps) }),
    deleteOwnDevice: ({ from: { userId }, params: { device: id } }) => removeDevice({ userId, id }, deps).then(nothing),
    putDevice: async ({ params: { id: userId }, body: device }) => ({ body: await putDevice({ userId, device }, deps) }),
    listDevices: async ({ params: { id: userId } }) => ({ body: await listDevices(userId, deps) }),
    deleteDevice: ({ params: { id: userId, device: id } }) => removeDevice({ userId, id }, deps).then(nothing),
  },
  { server: byApiKey(table), user: byUserToken(tokens, now) },
);
