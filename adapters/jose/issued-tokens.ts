import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { UserTokens } from '../../core/access/ports/access.ts';
import { subjectOf } from './subject.ts';

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** Tokens of the app's identity provider, where API Gateway has no authorizer for them: WebSockets and function URLs. */
export type Issuer = { issuer: string; audience: string };

/**
 * Checks signature, issuer, audience and time, as API Gateway's authorizer does: the keys are found by OpenID Connect discovery, and
 * only RSA signatures are taken. Keys are kept for the life of the process, and asked for again for one that is not among them.
 */
export function issuedTokens({ issuer, audience }: Issuer): Pick<UserTokens, 'verify'> {
  let keys: Promise<Keys> | undefined;

  return {
    async verify({ token, now }) {
      try {
        keys ??= discover(issuer);
        const rules = {
          issuer,
          audience,
          algorithms: ['RS256', 'RS384', 'RS512'],
          currentDate: now,
          requiredClaims: ['sub', 'exp'],
        };
        return subjectOf((await jwtVerify(token, await keys, rules)).payload);
      } catch {
        keys = undefined; // the issuer may have been away: it is asked again next time
        return undefined;
      }
    },
  };
}

async function discover(issuer: string): Promise<Keys> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(3_000),
  });
  const { jwks_uri } = (await answer.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri));
}
