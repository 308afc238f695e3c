import type { APIGatewayEventRequestContextJWTAuthorizer, APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Caller } from '../../contract/http/route.ts';
import { OwnedUserId } from '../../contract/tenants/owned-ids.ts';
import type { ApiKey, UserTokens } from '../../core/access/ports/access.ts';
import { Refused } from '../../core/errors.ts';
import type { Owners } from '../../core/tenants/ports/owners.ts';
import type { Now } from '../../core/time/ports/clock.ts';

/** Who made a call; `headers` go onto the answer. A server's call is for its `tenant`, whose things `owners` can tell. */
export type Identity =
  | { caller: 'server'; apiKey: ApiKey; headers: Record<string, string>; tenant?: string; owners?: Owners }
  | { caller: 'user'; userId: string; headers: Record<string, string> }
  | { caller: 'anyone'; headers: Record<string, string> };

/** A call as far as it says who makes it; `authorizer` is there when API Gateway has checked a token itself. */
export type Introduction = Pick<APIGatewayProxyEventV2, 'headers'> & {
  requestContext: { authorizer?: APIGatewayEventRequestContextJWTAuthorizer };
};

/** Finds out who made a call. Throws Refused `unauthorized` when nobody we know did. */
export type Identify = (call: Introduction) => Promise<Identity>;

/** How each kind of caller is known; a handler gives those that its routes need. */
export type Identities = Partial<Record<Caller, Identify>>;

/** A user: by a token that we minted, or by the claims that API Gateway's authorizer has checked. `sub` is the only way to their data. */
export function byUserToken(tokens: Pick<UserTokens, 'verify'>, now: Now): Identify {
  return async ({ headers, requestContext }) => {
    const token = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    const sub = await tokens.verify({ token, checkedClaims: requestContext.authorizer?.jwt.claims, now: now() });
    const userId = OwnedUserId.safeParse(sub);
    if (userId.success) return { caller: 'user', userId: userId.data, headers: {} };

    const problem = userId.error.issues[0]?.message ?? 'it is none';
    const detail =
      sub === undefined ? 'send the user\'s token: "Authorization: Bearer …"' : `the token's "sub" is no user id: ${problem}`;
    throw new Refused('unauthorized', detail, {
      headers: { 'WWW-Authenticate': 'Bearer realm="bellhop"' },
    });
  };
}

/** Accepts any caller: for health, and for links that carry their own proof. */
export async function asAnyone(): Promise<Identity> {
  return { caller: 'anyone', headers: {} };
}
