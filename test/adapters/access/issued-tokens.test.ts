import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { issuedTokens } from '../../../adapters/jose/issued-tokens.ts';

const now = new Date();
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let server: Server;
let issuer: string;
let isAway = false;

beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' };
  server = createServer((request, response) => {
    if (isAway) return response.writeHead(503).end();
    const body = request.url === '/keys' ? { keys: [jwk] } : { jwks_uri: `${issuer}/keys` };
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done).closeAllConnections()));
beforeEach(() => {
  isAway = false;
});

type Claims = { iss?: string; aud?: string; sub?: string; minutes?: number };

function sign(
  { iss = issuer, aud = 'bellhop', sub = 'ada', minutes = 5 }: Claims,
  key: CryptoKey | Uint8Array = keys.privateKey,
) {
  const exp = Math.floor(now.getTime() / 1000) + minutes * 60;
  const alg = key instanceof Uint8Array ? 'HS256' : 'RS256';
  return new SignJWT({ iss, aud, sub, exp }).setProtectedHeader({ alg, kid: 'one' }).sign(key);
}

test('a token of the issuer for this audience says who a user is', async () => {
  expect(await issuedTokens({ issuer, audience: 'bellhop' }).verify({ token: await sign({}), now })).toBe('ada');
});

test.each([
  ['of another issuer', { iss: 'https://login.example.com/' }],
  ['for another audience', { aud: 'shop' }],
  ['that has expired', { minutes: -1 }],
])('one %s does not', async (_what, claims) => {
  expect(await issuedTokens({ issuer, audience: 'bellhop' }).verify({ token: await sign(claims), now })).toBeUndefined();
});

test('neither does one that others have signed, or that is none', async () => {
  const others = (await generateKeyPair('RS256')).privateKey;
  const { verify } = issuedTokens({ issuer, audience: 'bellhop' });

  expect(await verify({ token: await sign({}, others), now })).toBeUndefined();
  expect(
    await verify({ token: await sign({}, new TextEncoder().encode('a shared secret of 32 characters')), now }),
  ).toBeUndefined();
  expect(await verify({ token: 'no token', now })).toBeUndefined();
});

test('an issuer that was away is asked again', async () => {
  const { verify } = issuedTokens({ issuer, audience: 'bellhop' });
  isAway = true;
  expect(await verify({ token: await sign({}), now })).toBeUndefined();

  isAway = false;
  expect(await verify({ token: await sign({}), now })).toBe('ada');
});
