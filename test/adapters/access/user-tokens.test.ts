import { SignJWT, UnsecuredJWT } from 'jose';
import { mintedTokens, providedTokens } from '../../../adapters/jose/user-tokens.ts';
import { aMoment, world } from '../../world.ts';

const secret = new TextEncoder().encode('a secret of thirty-two characters');
const tokens = mintedTokens({ read: async () => secret, readOrMake: async () => secret, readAll: async () => [secret] });
const later = (seconds: number) => new Date(aMoment.getTime() + seconds * 1000);

function aToken(
  change: { issuer?: string; audience?: string; subject?: string; alg?: string; key?: Uint8Array; expires?: Date | false } = {},
) {
  const jwt = new SignJWT()
    .setProtectedHeader({ alg: change.alg ?? 'HS256' })
    .setIssuer(change.issuer ?? 'bellhop')
    .setAudience(change.audience ?? 'bellhop')
    .setSubject(change.subject ?? 'ada')
    .setIssuedAt(aMoment);
  if (change.expires !== false) jwt.setExpirationTime(change.expires ?? later(60));
  return jwt.sign(change.key ?? secret);
}

test('a minted token speaks for its user for an hour', async () => {
  const { token, expiresAt } = await tokens.mint('ada', aMoment);

  expect(await tokens.verify({ token, now: later(3599) })).toBe('ada');
  expect(await tokens.verify({ token, now: later(3601) })).toBeUndefined();
  expect(expiresAt).toEqual(later(3600));
});

test('a well-made token of another maker with our secret is good, so that the cases below fail for their own reason', async () => {
  expect(await tokens.verify({ token: await aToken(), now: aMoment })).toBe('ada');
});

test.each([
  ['another issuer', () => aToken({ issuer: 'eve' })],
  ['another audience', () => aToken({ audience: 'shop' })],
  ['another signature', () => aToken({ key: new TextEncoder().encode('another secret of the same length') })],
  ['another algorithm', () => aToken({ alg: 'HS512' })],
  [
    'no algorithm',
    async () =>
      new UnsecuredJWT().setIssuer('bellhop').setAudience('bellhop').setSubject('ada').setExpirationTime(later(60)).encode(),
  ],
  ['no end', () => aToken({ expires: false })],
  ['an end in the past', () => aToken({ expires: later(-1) })],
  ['no form at all', async () => 'bh_live_local'],
])('a token with %s speaks for nobody', async (_name, make) => {
  expect(await tokens.verify({ token: await make(), now: aMoment })).toBeUndefined();
});

test('before the secret is made, no token is good', async () => {
  const { signingSecret } = world();

  expect(await mintedTokens(signingSecret).verify({ token: await aToken(), now: aMoment })).toBeUndefined();
});

test('with an identity provider, only claims that API Gateway has checked count, and nothing is minted', async () => {
  const provided = providedTokens('https://id.example.com/');

  expect(await provided.verify({ token: 'x', checkedClaims: { sub: 'ada' }, now: aMoment })).toBe('ada');
  expect(await provided.verify({ token: await aToken(), now: aMoment })).toBeUndefined();
  await expect(provided.mint('ada', aMoment)).rejects.toMatchObject({ code: 'tokens_by_issuer' });
});
