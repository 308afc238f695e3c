import type { LoggedSmsAccount, SmsLogging } from '../../../core/feedback/ports/sms-account.ts';
import { setUpSms } from '../../../core/feedback/set-up-sms.ts';

const ours = 'arn:aws:iam::123456789012:role/Bellhop-prod-SmsLogRole';
const theirs = 'arn:aws:iam::123456789012:role/SNSFeedback';

/** An account that logs so, and has this limit; what was done to it is noted in order. */
function anAccount(logging: SmsLogging = { samplingRate: 0 }, limitUsd = 1) {
  const done: unknown[] = [];
  const account: LoggedSmsAccount = {
    readSpendLimit: async () => limitUsd,
    readLogging: async () => logging,
    writeLogging: async (wanted) => void done.push(wanted),
    subscribe: async () => void done.push('subscribed'),
    unsubscribe: async () => void done.push('unsubscribed'),
  };
  return { account, done };
}

const setUp = (change: 'made' | 'removed', account: LoggedSmsAccount, budgetUsd = 10, isLogged = true) =>
  setUpSms(change, { account, budgetUsd, receipts: { account, roleArn: ours }, isLogged });

test.each<[string, SmsLogging]>([
  ['that logs nothing', { samplingRate: 0 }],
  ['whose log was switched off', { roleArn: ours, samplingRate: 0 }],
])('an account %s logs every SMS by our role, and its lines come to us first', async (_, logging) => {
  const { account, done } = anAccount(logging);

  expect(await setUp('made', account)).toMatchObject({ Receipts: 'on' });
  expect(done).toEqual(['subscribed', { roleArn: ours, samplingRate: 100 }]);
});

test.each<[string, SmsLogging, RegExp]>([
  ['all', { roleArn: theirs, samplingRate: 100 }, /^on, by a role that the account had before: arn:.+SNSFeedback$/],
  ['a part', { roleArn: theirs, samplingRate: 10 }, /^of failures alone and 10 % of what arrives, as the account has set before/],
])('what the owner has set for the account stays, and is told: %s of it is logged', async (_, logging, words) => {
  const { account, done } = anAccount(logging);

  expect((await setUp('made', account)).Receipts).toMatch(words);
  expect((await setUp('removed', account)).Receipts).toMatch(/stays$/);
  expect(done).toEqual(['subscribed', 'unsubscribed']);
});

test('a log that we have switched on already is left as it is', async () => {
  const { account, done } = anAccount({ roleArn: ours, samplingRate: 100 });

  expect(await setUp('made', account)).toMatchObject({ Receipts: 'on' });
  expect(done).toEqual(['subscribed']);
});

test('a destroy takes back our role, as nobody could write by it any more', async () => {
  const { account, done } = anAccount({ roleArn: ours, samplingRate: 100 });

  expect(await setUp('removed', account)).toMatchObject({ Receipts: 'off' });
  expect(done).toEqual(['unsubscribed', { samplingRate: 0 }]);
});

test.each([
  ['is taken back when it was ours', ours, ['unsubscribed', { samplingRate: 0 }]],
  ["stays when it is the owner's, but for our filters", theirs, ['unsubscribed']],
])('with a provider that tells by itself, a log of SNS %s', async (_, roleArn, wanted) => {
  const { account, done } = anAccount({ roleArn, samplingRate: 100 });

  expect(await setUp('made', account, 10, false)).toMatchObject({ Receipts: 'on' });
  expect(done).toEqual(wanted);
});

test('a log that AWS does not take back from such a provider is told, and tried again when the stage goes', async () => {
  const { account, done } = anAccount({ roleArn: ours, samplingRate: 100 });
  const refuse = async () => {
    throw Object.assign(new Error('no right to'), { name: 'AuthorizationError' });
  };

  expect((await setUp('made', { ...account, unsubscribe: refuse }, 10, false)).Receipts).toMatch(
    /^on; SNS's log is left, as AWS did not take it back \(AuthorizationError\)$/,
  );
  expect(await setUp('removed', account, 10, false)).toMatchObject({ Receipts: 'off' });
  expect(done).toEqual(['unsubscribed', { samplingRate: 0 }]);
});

test('neither a deploy nor a destroy fails for what AWS does not do here', async () => {
  const refuse = async () => {
    throw Object.assign(new Error('two filters at most'), { name: 'LimitExceededException' });
  };
  const { account } = anAccount();
  const refusing = { ...account, subscribe: refuse, unsubscribe: refuse, readSpendLimit: refuse };

  expect(await setUp('made', refusing)).toEqual({
    Receipts: 'off, as AWS did not take it (LimitExceededException): docs/sms-receipts.md',
    SpendLimit: 'not known, as AWS did not say it (LimitExceededException)',
    SpendLimitUsd: '',
    AlarmAboveUsd: '8.00', // of the budget
  });
  expect((await setUp('removed', refusing)).Receipts).toMatch(/^left, as AWS did not take it back/);
});

test.each([
  [1, 10, /which it never reaches/, '0.80'],
  [10, 10, /^AWS spends up to \$10 a month, and the budget of this stage is \$10$/, '8.00'],
])("the account's limit of $%i is compared with a budget of $%i", async (limitUsd, budgetUsd, words, alarmAboveUsd) => {
  const { account } = anAccount(undefined, limitUsd);

  const { SpendLimit, ...told } = await setUp('made', account, budgetUsd);

  expect(SpendLimit).toMatch(words);
  expect(told).toMatchObject({ SpendLimitUsd: String(limitUsd), AlarmAboveUsd: alarmAboveUsd });
});
