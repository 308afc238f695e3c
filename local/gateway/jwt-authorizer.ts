import type { APIGatewayEventRequestContextJWTAuthorizer } from 'aws-lambda';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Properties } from '../template/resource-types.ts';

/** Checks the token of a call; answers its claims, or nothing when the call must not go on. */
export type JwtAuthorizer = (
  authorization: string | undefined,
) => Promise<APIGatewayEventRequestContextJWTAuthorizer | undefined>;

const Discovery = z.object({ jwks_uri: z.url() });

/**
 * API Gateway's native JWT authorizer: the issuer's keys are found by OpenID Connect discovery, and RSA signatures only
 * are taken. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function jwtAuthorizer({
  JwtConfiguration: { Issuer, Audience },
}: Properties<'AWS::ApiGatewayV2::Authorizer'>): JwtAuthorizer {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  return async (authorization) => {
    const token = /^(?:Bearer )?(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    try {
      keys ??= discover(Issuer);
      const options = { issuer: Issuer, algorithms: ['RS256', 'RS384', 'RS512'] };
      const { payload } = await jwtVerify(token, await keys, options);
      if (!isFor(Audience, payload)) return undefined;
      const scopes = typeof payload.scope === 'string' ? payload.scope.split(' ') : [];
      return { principalId: '', integrationLatency: 0, jwt: { claims: claimTexts(payload), scopes } };
    } catch {
      keys = undefined; // the issuer may have been away: ask again next time
      return undefined;
    }
  };
}

async function discover(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  return createRemoteJWKSet(new URL(Discovery.parse(await answer.json()).jwks_uri));
}

/** `aud`, or `client_id` where there is no `aud`, must be one of the authorizer's audiences. */
function isFor(audience: readonly string[], payload: JWTPayload): boolean {
  const given = payload.aud ?? payload.client_id;
  return [given].flat().some((one) => typeof one === 'string' && audience.includes(one));
}

/** A function gets every claim as text; a list as `[a b]`. */
function claimTexts(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, Array.isArray(value) ? `[${value.join(' ')}]` : String(value)]),
  );
}
