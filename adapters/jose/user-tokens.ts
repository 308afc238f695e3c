import { jwtVerify, SignJWT } from 'jose';
import type { SigningSecret, UserTokens } from '../../core/access/ports/access.ts';
import { Refused } from '../../core/errors.ts';
import { type Issuer, issuedTokens } from './issued-tokens.ts';
import { subjectOf } from './subject.ts';

/** The `iss` and `aud` of the tokens that we mint. */
const ourName = 'bellhop';
const lifetimeSeconds = 3600;

/** Checks users' tokens, and makes them when `issuer` is `shared-secret`. Otherwise it is the URL of the app's identity provider. */
export function userTokens(issuer: string, secret: SigningSecret): UserTokens {
  return issuer === 'shared-secret' ? mintedTokens(secret) : providedTokens(issuer);
}

/** The same where nothing has checked a token before the function. */
export function checkedTokens(trusted: Issuer, secret: SigningSecret): Pick<UserTokens, 'verify'> {
  return trusted.issuer === 'shared-secret' ? mintedTokens(secret) : issuedTokens(trusted);
}

/** Signs tokens with our own secret: HS256, one hour, for this audience only. */
export function mintedTokens(secret: SigningSecret): UserTokens {
  return {
    async mint(userId, now) {
      const expiresAt = new Date((Math.floor(now.getTime() / 1000) + lifetimeSeconds) * 1000);
      const token = await new SignJWT()
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(userId)
        .setIssuer(ourName)
        .setAudience(ourName)
        .setIssuedAt(now)
        .setExpirationTime(expiresAt)
        .sign(await secret.readOrMake());
      return { token, expiresAt };
    },

    async verify({ token, now }) {
      const key = await secret.read();
      if (key === undefined) return undefined; // no secret was made yet, so no token can be ours
      const rules = {
        algorithms: ['HS256'],
        issuer: ourName,
        audience: ourName,
        currentDate: now,
        requiredClaims: ['sub', 'exp'],
      };
      try {
        return (await jwtVerify(token, key, rules)).payload.sub;
      } catch {
        return undefined; // whatever is wrong with it, the answer is the same
      }
    },
  };
}

/** Tokens of the app's identity provider: API Gateway has checked signature, issuer, audience and time before a handler is opened. */
export function providedTokens(issuer: string): UserTokens {
  return {
    async mint() {
      throw new Refused('tokens_by_issuer', `users' tokens come from ${issuer}; none are minted here`);
    },

    async verify({ checkedClaims }) {
      return checkedClaims && subjectOf(checkedClaims);
    },
  };
}
