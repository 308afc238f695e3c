import { draftSes, longestUseCase } from '../../../bin/operator/doctor/drafts/draft-ses.ts';
import { draftSms } from '../../../bin/operator/doctor/drafts/draft-sms.ts';
import { type Deployment, refusal, startDeployment } from './a-deployment.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await startDeployment();
});
afterAll(() => deployment.stop());

test("the request for SES's production access tells what is deployed, and fits into what SES takes", async () => {
  const text = await draftSes(deployment.facts());

  expect(text).toContain('from hello@mail.example.com');
  expect(text).toContain('122 e-mails were sent; 2 bounced and 0 brought a complaint');
  expect(text).toContain('signs with DKIM');
  for (const word of ['eu-west-1', 'suppressed', 'RFC 8058', 'bellhop-prod', '[what your product is'])
    expect(text).toContain(word);
  expect(text.length).toBeLessThan(longestUseCase);
});

test('before anything was sent or signed, it does not say so', async () => {
  const answers = {
    BatchGetItem: { Responses: {}, UnprocessedKeys: {} },
    'GetEmailIdentity example.com': refusal('NotFoundException', 'Email identity does not exist.', 404),
  };
  const text = await draftSes(deployment.facts({ answers }));

  expect(text).toContain('Nothing has been sent yet.');
  expect(text).not.toContain('signs with DKIM');
});

test('the request for more SMS asks for the budget, in the countries that are set', async () => {
  const text = await draftSms(deployment.facts());

  expect(text).toContain('New limit: $10 a month');
  expect(text).toContain('GB, US, DE, and nowhere else');
  expect(text).toContain('Northwind');
});

test('without SMS there is nothing to ask for', async () => {
  const answers = {
    'GetFunctionConfiguration bellhop-prod-deliver-sms': {
      Environment: { Variables: { SMS_COUNTRIES: '', SMS_MONTHLY_BUDGET_USD: '1', SMS_SENDER_ID: 'Bellhop' } },
    },
  };

  await expect(draftSms(deployment.facts({ answers }))).rejects.toThrow('SMS are off');
});
