import { sesSendRate } from '../../../adapters/providers/ses/send-rate.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { recognizeNodeErrors } from '../node-errors.ts';
import { queryError, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const fiveMinutes = 5 * 60_000;
const refused = queryError(403, 'AccessDenied', 'you may not');

beforeAll(recognizeNodeErrors);

let ses: ScriptedServer;
let clockMs: number;
beforeEach(async () => {
  ses = await startScriptedServer();
  clockMs = 0;
  pointAtLocalAws({ AWS_ENDPOINT_URL_SES: ses.url });
});
afterEach(() => ses.stop());

function quota(perSecond: number) {
  const result = `<Max24HourSend>50000</Max24HourSend><MaxSendRate>${perSecond}</MaxSendRate><SentLast24Hours>0</SentLast24Hours>`;
  return {
    status: 200,
    body: `<GetSendQuotaResponse><GetSendQuotaResult>${result}</GetSendQuotaResult><ResponseMetadata><RequestId>r1</RequestId></ResponseMetadata></GetSendQuotaResponse>`,
  };
}

test('the rate is what the account has, asked for once in five minutes however often it is needed', async () => {
  const rate = sesSendRate({ nowMs: () => clockMs });
  ses.next(quota(14), quota(50));

  expect(await Promise.all([rate(), rate(), rate()])).toEqual([14, 14, 14]);
  clockMs = fiveMinutes - 1;
  expect(await rate()).toBe(14);
  expect(ses.bodies).toHaveLength(1);

  clockMs = fiveMinutes;
  expect(await rate()).toBe(50);
});

test('without an answer it is not known, and asked for again after ten seconds', async () => {
  const rate = sesSendRate({ nowMs: () => clockMs });
  ses.next(refused, quota(14));

  expect(await rate()).toBeUndefined();
  clockMs = 9_999;
  expect(await rate()).toBeUndefined();
  clockMs = 10_000;
  expect(await rate()).toBe(14);
});

test('when there is no answer any more, the last one counts', async () => {
  const rate = sesSendRate({ nowMs: () => clockMs });
  ses.next(quota(14), refused);
  await rate();

  clockMs = fiveMinutes;
  expect(await rate()).toBe(14);
  expect(ses.bodies.length).toBeGreaterThan(1);
});

test('an account that may not send at all is not divided by', async () => {
  const rate = sesSendRate({ nowMs: () => clockMs });
  ses.next(quota(0));

  expect(await rate()).toBeUndefined();
});
