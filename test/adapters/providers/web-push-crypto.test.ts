import { createECDH } from 'node:crypto';
import ece from 'http_ece';
import { importJWK, jwtVerify } from 'jose';
import { encryptPush } from '../../../adapters/providers/web/encrypt.ts';
import { vapidKeys } from '../../../adapters/providers/web/vapid.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

/** Makes the keys of a browser, as `PushManager.subscribe` does. */
function aBrowser() {
  const privateKey = createECDH('prime256v1');
  privateKey.generateKeys();
  const auth = '0123456789abcdef'.slice(0, 16);
  return {
    keys: { p256dh: privateKey.getPublicKey('base64url'), auth: Buffer.from(auth).toString('base64url') },
    /** Reads what came, by an implementation of others. */
    read: (body: Buffer) => ece.decrypt(body, { version: 'aes128gcm', privateKey, authSecret: Buffer.from(auth) }),
  };
}

test('the example of RFC 8291 comes out to the last byte', () => {
  // https://www.rfc-editor.org/rfc/rfc8291#appendix-A
  const sender = createECDH('prime256v1');
  sender.setPrivateKey(bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'));
  const keys = {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  };

  const body = encryptPush(Buffer.from('When I grow up, I want to be a watermelon'), keys, {
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
    sender,
  });

  expect(body.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test.each([0, 1, 3993])('another implementation reads a message of %d bytes, which is no longer than 4,096', (length) => {
  const { keys, read } = aBrowser();
  const text = Buffer.alloc(length, 'é');

  const body = encryptPush(text, keys);

  expect(read(body).equals(text)).toBe(true);
  expect(body.length).toBeLessThanOrEqual(4096);
});

test('two messages of one text have nothing in common, and no other browser reads them', () => {
  const [{ keys }, other] = [aBrowser(), aBrowser()];

  const [one, two] = [encryptPush(Buffer.from('Hello'), keys), encryptPush(Buffer.from('Hello'), keys)];

  expect(one.subarray(0, 16).equals(two.subarray(0, 16))).toBe(false);
  expect(one.subarray(-16).equals(two.subarray(-16))).toBe(false);
  expect(() => other.read(one)).toThrow();
});

test('a push service can check who sends, for whom and until when', async () => {
  const { publicKey, authorize } = vapidKeys(new Uint8Array(32).fill(7));
  const at = new Date('2030-03-15T12:00:00Z');
  const endpoint = new URL('https://push.example.net/send/abc?x=1');

  const header = authorize({ endpoint, contact: 'mailto:hello@example.com', at });

  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  const point = bytes(key);
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const publicJwk = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256');
  const { payload } = await jwtVerify(token, publicJwk, { currentDate: at, audience: 'https://push.example.net' });
  expect(key).toBe(publicKey);
  expect(point).toHaveLength(65);
  expect(payload).toEqual({
    aud: 'https://push.example.net',
    exp: at.getTime() / 1000 + 43_200, // within the day that RFC 8292 allows
    sub: 'mailto:hello@example.com',
  });
});
