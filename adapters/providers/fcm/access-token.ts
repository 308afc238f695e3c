import { createPrivateKey } from 'node:crypto';
import * as z from 'zod';
import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { jsonOf } from '../json-answer.ts';
import { signJwt } from '../jwt.ts';
import type { HttpAnswer } from '../post-once.ts';

/** The parts of a service account's key file that its tokens are made from: https://cloud.google.com/iam/docs/keys-create-delete */
const ServiceAccount = z.object({ client_email: z.string(), private_key: z.string(), private_key_id: z.string() });
const Granted = z.object({ access_token: z.string(), expires_in: z.number() });
const Failed = z.object({ error: z.string() });

/** The right that FCM asks for: https://firebase.google.com/docs/cloud-messaging/send/v1-api */
const scope = 'https://www.googleapis.com/auth/firebase.messaging';

/** A token is asked for anew so long before it ends, as a call with it takes time to arrive. */
const marginSeconds = 120;

/** What is needed to ask Google: the key file, where to ask, and what asks. */
export type AccessOptions = {
  readAccount: () => Promise<string | ProviderAnswer>;
  tokenUrl: string;
  post: (url: URL, form: string) => Promise<HttpAnswer>;
};

/** Gives tokens: one is asked for at a time, and used until shortly before it ends. */
export type Access = {
  /** A token, or why there is none. */
  token(at: Date): Promise<string | ProviderAnswer>;
  /** Says that it was refused. */
  forget(): void;
};

/** Asks Google for access tokens by a service account: https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
export function googleAccess(options: AccessOptions): Access {
  let known: { token: string; endsAtMs: number } | undefined;
  let asked: Promise<string | ProviderAnswer> | undefined;

  async function ask(at: Date): Promise<string | ProviderAnswer> {
    const file = await options.readAccount();
    if (typeof file !== 'string') return file;
    const form = formOf(file, { tokenUrl: options.tokenUrl, at });
    if (form === undefined) return noToken('it is no key file of a service account');
    try {
      const { status, body } = await options.post(new URL(options.tokenUrl), form);
      const { data: granted } = Granted.safeParse(jsonOf(body));
      if (granted === undefined) return noToken(Failed.safeParse(jsonOf(body)).data?.error ?? `HTTP ${status}`);
      known = { token: granted.access_token, endsAtMs: at.getTime() + (granted.expires_in - marginSeconds) * 1000 };
      return known.token;
    } catch (error) {
      return noToken(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    async token(at) {
      if (known !== undefined && at.getTime() < known.endsAtMs) return known.token;
      asked ??= ask(at).finally(() => (asked = undefined));
      return asked;
    },
    forget() {
      known = undefined;
    },
  };
}

function formOf(file: string, { tokenUrl, at }: { tokenUrl: string; at: Date }): string | undefined {
  const { data: account } = ServiceAccount.safeParse(jsonOf(file));
  if (account === undefined) return undefined;
  const iat = Math.floor(at.getTime() / 1000);
  const claims = { iss: account.client_email, scope, aud: tokenUrl, iat, exp: iat + 3600 };
  try {
    const assertion = signJwt({ header: { kid: account.private_key_id }, claims }, createPrivateKey(account.private_key));
    return new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }).toString();
  } catch {
    return undefined; // a private key that is none
  }
}

/** Without a token nothing was sent, whatever went wrong. */
function noToken(why: string): ProviderAnswer {
  return { outcome: 'not-now', because: 'unavailable', detail: `Google gave no token for the service account: ${why}` };
}
