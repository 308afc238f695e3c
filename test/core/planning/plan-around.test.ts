import type { Explanation } from '../../../contract/publishing/notifications.ts';
import { planAround } from '../../../core/planning/rules/plan-around.ts';
import { refuseAddress } from '../../../core/planning/rules/refuse-address.ts';

const inbox: Explanation = { channel: 'inbox', decision: 'send', because: 'asked for' };
const email: Explanation = { channel: 'email', decision: 'send', because: 'asked for' };
const noEmail: Explanation = { channel: 'email', decision: 'skip', reason: 'preference_opted_out', because: 'asked for' };
const noInbox: Explanation = { ...noEmail, channel: 'inbox' };
const sms: Explanation = { channel: 'sms', decision: 'send', because: 'asked for' };
const ada = { email: 'ada@example.com', phone: '+33612345678' };
const both = { email: true, inbox: true };

function planned(plan: Explanation[], smsCountries: string[]): Explanation[] {
  return planAround(plan, { refusalOf: (channel) => refuseAddress(channel, ada, { smsCountries }), mayAdd: () => both });
}

test('a plan with an SMS to a blocked country skips it, says why, and puts an e-mail in its place', () => {
  expect(planned([inbox, sms], ['GB'])).toEqual([
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
  expect(planned([inbox, email, sms], ['GB']).map(({ channel, decision }) => [channel, decision])).toEqual([
    ['inbox', 'send'],
    ['email', 'send'],
    ['sms', 'skip'],
  ]);
});

test('what a user has switched off does not have it as well, nor take its place', () => {
  const [, , skipped, ...rest] = planned([noInbox, noEmail, sms], ['GB']);

  expect(skipped?.because).toBe('asked for, but SMS to FR are not allowed (smsCountries is GB)');
  expect(rest).toEqual([]);
});

test.each([
  ['an allowed country', [inbox, sms], ['FR']],
  ['no SMS', [inbox, email], ['GB']],
  ['an SMS that is skipped already', [inbox, { ...sms, decision: 'skip', reason: 'no_address' }], ['GB']],
] satisfies [string, Explanation[], string[]][])('a plan with %s stays as it is', (_name, plan, countries) => {
  expect(planned(plan, countries)).toEqual(plan);
});

test('a channel that is refused as well does not take the place of another', () => {
  const refusalOf = (channel: string) =>
    channel === 'inbox' ? undefined : ({ reason: 'country_blocked', because: 'it may not go there' } as const);

  const [, ofEmail, ofSms, ...rest] = planAround([inbox, email, sms], { refusalOf, mayAdd: () => both });

  expect(ofEmail).toMatchObject({ decision: 'skip', because: 'asked for, but it may not go there; the inbox has it as well' });
  expect(ofSms).toMatchObject({ decision: 'skip', because: 'asked for, but it may not go there; the inbox has it as well' });
  expect(rest).toEqual([]);
});
