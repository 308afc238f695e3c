import type { Explanation } from '../../../contract/notifications.ts';
import { explainFallback, planSms, smsFallback } from '../../../core/rules/sms-fallback.ts';

const inbox: Explanation = { channel: 'inbox', decision: 'send', because: 'asked for' };
const email: Explanation = { channel: 'email', decision: 'send', because: 'asked for' };
const noEmail: Explanation = { channel: 'email', decision: 'skip', reason: 'preference_opted_out', because: 'asked for' };
const sms: Explanation = { channel: 'sms', decision: 'send', because: 'asked for' };
const ada = { email: 'ada@example.com', phone: '+33612345678' };

test.each([
  ['the e-mail that goes anyway', [inbox, email, sms], ada, { channel: 'email', planned: true }],
  ['an e-mail, if there is an address', [inbox, sms], ada, { channel: 'email', planned: false }],
  ['the inbox that has it anyway, if there is none', [inbox, sms], {}, { channel: 'inbox', planned: true }],
  ['the inbox, if there is nothing else', [sms], {}, { channel: 'inbox', planned: false }],
  ['no e-mail against the wish of the user', [sms, noEmail], ada, { channel: 'inbox', planned: false }],
] as const)('in place of an SMS goes %s', (_name, plan, user, fallback) => {
  expect(smsFallback(plan, user)).toEqual(fallback);
});

test.each(['email', 'inbox'] as const)(
  'an %s that is there only in place of the SMS is made again, as if it were not',
  (channel) => {
    const fallback = { channel, planned: false };
    const user = channel === 'email' ? ada : {};

    expect(smsFallback([sms, explainFallback(fallback, 'no money')], user)).toEqual(fallback);
  },
);

test('a plan with an SMS to a blocked country skips it, says why, and puts an e-mail in its place', () => {
  expect(planSms([inbox, sms], ada, ['GB'])).toEqual([
    inbox,
    {
      channel: 'sms',
      decision: 'skip',
      reason: 'country_blocked',
      because: 'asked for, but SMS to FR are not allowed (smsCountries is GB); an e-mail takes its place',
    },
    {
      channel: 'email',
      decision: 'send',
      because: 'it takes the place of the SMS, which may not go: SMS to FR are not allowed (smsCountries is GB)',
      instead_of: 'sms',
    },
  ]);
});

test('an e-mail that goes anyway is not explained twice', () => {
  expect(planSms([inbox, email, sms], ada, ['GB']).map(({ channel, decision }) => [channel, decision])).toEqual([
    ['inbox', 'send'],
    ['email', 'send'],
    ['sms', 'skip'],
  ]);
});

test.each([
  ['an allowed country', [inbox, sms], ['FR']],
  ['no SMS', [inbox, email], ['GB']],
  ['an SMS that is skipped already', [inbox, { ...sms, decision: 'skip', reason: 'no_address' }], ['GB']],
] satisfies [string, Explanation[], string[]][])('a plan with %s stays as it is', (_name, plan, countries) => {
  expect(planSms(plan, ada, countries)).toEqual(plan);
});
