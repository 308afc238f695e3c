import { createHmac } from 'node:crypto';
import { twilioReceipts } from '../../../../adapters/providers/twilio/receipts.ts';
import { isSignedBy } from '../../../../adapters/providers/twilio/signature.ts';
import { notificationId } from '../../../world.ts';

/** The example of Twilio's own libraries: https://github.com/twilio/twilio-node/blob/main/spec/validation.spec.js */
const example = {
  token: '12345',
  url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
  fields: {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  },
  signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
};

test("Twilio's own example is signed well, and nothing that differs from it", () => {
  const signed = { url: example.url, form: new URLSearchParams(example.fields) };

  expect(isSignedBy([example.token], example.signature, signed)).toBe(true);
  expect(isSignedBy(['new', example.token], example.signature, signed)).toBe(true); // while the token is exchanged
  expect(isSignedBy(['54321'], example.signature, signed)).toBe(false);
  expect(isSignedBy([], example.signature, signed)).toBe(false);
  expect(isSignedBy([example.token], undefined, signed)).toBe(false);
  expect(isSignedBy([example.token], 'RSOY', signed)).toBe(false);
  expect(isSignedBy([example.token], example.signature, { ...signed, url: 'https://mycompany.com/myapp.php?foo=1' })).toBe(false);
  const form = new URLSearchParams({ ...example.fields, Digits: '1235' });
  expect(isSignedBy([example.token], example.signature, { ...signed, form })).toBe(false);
});

test('a rule of the account signs with a shared key and SHA-256, and with no other that a header names', () => {
  const signed = { url: example.url, form: new URLSearchParams(example.fields) };
  const text = [example.url, ...Object.entries(example.fields).sort().flat()].join('');
  const signature = createHmac('sha256', 'shared').update(text).digest('base64');
  const settings = 'key=webhooks_sharedkey_1,algorithm=HMAC_SHA256';

  expect(isSignedBy(['12345', 'shared'], signature, { ...signed, settings })).toBe(true);
  expect(isSignedBy(['12345'], signature, { ...signed, settings })).toBe(false);
  expect(isSignedBy(['12345', 'shared'], signature, signed)).toBe(false);
  expect(isSignedBy(['12345'], example.signature, { ...signed, settings: 'key=,algorithm=HMAC_SHA1' })).toBe(true);
  for (const algorithm of ['NONE', 'HMAC_MD5'])
    expect(isSignedBy(['12345'], example.signature, { ...signed, settings: `key=1,algorithm=${algorithm}` })).toBe(false);
});

const url = `https://api.example.com/v1/receipts/twilio?notification=${notificationId('n1')}`;

type Tokens = { signedWith?: string; known?: string[]; next?: string[] };

/** Reads a callback that was signed with one token, by a reader that knows some, and others once it has forgotten them. */
function read(fields: Record<string, string>, { signedWith = 'token', known = ['token'], next = [] }: Tokens = {}) {
  const form = new URLSearchParams({ MessageSid: 'SM1', To: '+447700900123', ...fields });
  const text = [...form].sort(([a], [b]) => (a < b ? -1 : 1)).flat();
  const signature = createHmac('sha1', signedWith)
    .update([url, ...text].join(''))
    .digest('base64');
  let tokens = known;
  const forget = () => {
    tokens = next;
  };
  const token = { readAll: async () => tokens, forget };
  return twilioReceipts(token).read({
    url,
    body: form.toString(),
    header: (name) => (name === 'X-Twilio-Signature' ? signature : undefined),
  });
}

test('an SMS that arrived is delivered, and is known by our own id too', async () => {
  expect(await read({ MessageStatus: 'delivered' })).toEqual({
    id: expect.stringMatching(/^.{16}$/),
    channel: 'sms',
    providerId: 'SM1',
    notificationId: notificationId('n1'),
    status: 'delivered',
    detail: 'Twilio says: delivered',
  });
});

test.each([
  ['30003', 'unreachable'],
  ['30005', 'invalid_number'],
  ['30006', 'invalid_number'],
  ['21610', 'sms_opted_out'],
  ['21408', 'country_blocked'],
  ['21211', 'invalid_number'],
  ['21614', 'invalid_number'],
  ['21635', 'invalid_number'],
  ['30004', 'carrier_blocked'],
  ['30007', 'carrier_blocked'],
  ['30450', 'carrier_blocked'],
  ['30001', 'provider_rejected'],
  ['30002', 'provider_rejected'],
  ['30008', 'provider_rejected'],
])('an SMS that failed with error %s failed as %s, and its timeline names the page of it', async (ErrorCode, reason) => {
  expect(await read({ MessageStatus: 'undelivered', ErrorCode })).toMatchObject({
    status: 'failed',
    reason,
    detail: expect.stringContaining(`https://www.twilio.com/docs/errors/${ErrorCode}`),
  });
});

test.each(['queued', 'sending', 'sent', 'accepted', 'scheduled', 'a status to come'])('%s is no end', async (MessageStatus) => {
  expect(await read({ MessageStatus })).toBe('on-its-way');
});

test('a call that somebody else signed is forged, whatever it says', async () => {
  expect(await read({ MessageStatus: 'delivered' }, { signedWith: 'another' })).toBe('forged');
  expect(await read({ MessageStatus: 'delivered' }, { known: [] })).toBe('forged');
});

test('a token that was exchanged a moment ago is read again, so that no callback is lost over it', async () => {
  expect(await read({ MessageStatus: 'delivered' }, { signedWith: 'new', known: ['old'], next: ['new', 'old'] })).toMatchObject({
    status: 'delivered',
  });
});

test('the same callback has the same id, and another status has another', async () => {
  const [first, again, other] = await Promise.all(
    ['delivered', 'delivered', 'failed'].map((MessageStatus) => read({ MessageStatus })),
  );

  expect(first).toEqual(again);
  expect(other).not.toMatchObject({ id: (first as { id: string }).id });
});
