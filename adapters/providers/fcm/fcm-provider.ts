import { readSettings } from '../../../contract/settings.ts';
import type { DeviceProvider } from '../../../core/channels/push/ports/devices.ts';
import { ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { type Credential, readCredential } from '../credential.ts';
import { silence } from '../json-answer.ts';
import { postOnce } from '../post-once.ts';
import { providerConnections } from '../provider-connections.ts';
import { withoutPause } from '../without-pause.ts';
import { googleAccess } from './access-token.ts';
import { fcmAnswer } from './answer.ts';
import { toFcmMessage } from './message.ts';

/** How to send: `project` is Firebase's id of the app's project; `timeoutSeconds` is for one call, connecting included. */
export type FcmOptions = {
  endpointUrl: string;
  tokenUrl: string;
  project: string;
  account: Credential;
  timeoutSeconds: number;
};

/** FCM as a function's settings say; nothing in a stage that has no project. */
export function connectFcm({ timeoutSeconds }: { timeoutSeconds: number }): DeviceProvider<'fcm'> | undefined {
  const settings = readSettings('FCM_PROJECT', 'FCM_ACCOUNT_PARAMETER', 'FCM_ENDPOINT_URL', 'GOOGLE_TOKEN_URL');
  const { FCM_PROJECT: project, FCM_ACCOUNT_PARAMETER: parameter } = settings;
  if (project === undefined || parameter === undefined) return undefined;
  return fcmProvider({
    endpointUrl: settings.FCM_ENDPOINT_URL,
    tokenUrl: settings.GOOGLE_TOKEN_URL,
    project,
    account: {
      secret: ssmOwnerSecret(parameter, { isFile: true }),
      parameter,
      noun: "the key file of Firebase's service account",
    },
    timeoutSeconds,
  });
}

/**
 * Sends to Android by Firebase Cloud Messaging, in one attempt: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send.
 * FCM takes no idempotency key: a message that is in doubt, and is sent once more, replaces itself on the screen by its tag.
 */
export function fcmProvider(options: FcmOptions): DeviceProvider<'fcm'> {
  const { account, timeoutSeconds } = options;
  const connections = providerConnections();
  const url = new URL(`/v1/projects/${options.project}/messages:send`, options.endpointUrl);
  const access = googleAccess({
    readAccount: async () => withoutPause(await readCredential(account)),
    tokenUrl: options.tokenUrl,
    post: (to, body) =>
      postOnce(to, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body }, { connections, timeoutSeconds }),
  });

  return {
    async send({ token }, message) {
      const accessToken = await access.token(message.at);
      if (typeof accessToken !== 'string') {
        account.secret.forget(); // the owner may have put in another
        return accessToken;
      }
      const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
      const body = JSON.stringify(toFcmMessage(token, message));
      try {
        const answered = await postOnce(url, { headers, body }, { connections, timeoutSeconds });
        if (answered.status === 401) access.forget();
        return fcmAnswer(answered, message.at);
      } catch (error) {
        return silence(error);
      }
    },
  };
}
