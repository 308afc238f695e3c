import { paginateDescribeSenderIds } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { paginateListOriginationNumbers } from '@aws-sdk/client-sns';
import type { Check } from '../check.ts';
import { type Finding, notYet, ok } from '../check.ts';
import type { Facts } from '../facts.ts';
import { consolePage } from '../mending.ts';
import { type CountryRule, ruleOf } from './country-rules.ts';
import { smsIsOff } from './sms-is-off.ts';

/** What the account may send as: countries of its numbers, and of its registered sender ids with this name. */
type Senders = { numbers: readonly string[]; senderIds: readonly string[] };

/** Whether there is a number or a registered sender id for each country that wants one. */
export const smsSenders: Check = {
  name: 'sms-senders',
  why: 'Some countries take SMS only from a number of your own or a registered sender id; AWS drops the others.',
  notLocal: 'Nothing leaves the local system.',
  async run(facts) {
    const off = await smsIsOff(facts);
    if (off !== undefined) return off;

    const { SMS_COUNTRIES, SMS_SENDER_ID = '' } = await facts.smsSettings();
    const asking = SMS_COUNTRIES.filter((country) => ruleOf(country) !== 'none');
    if (asking.length === 0) return ok(`${SMS_COUNTRIES.join(', ')}: none asks for a registration.`);
    const lacking = await findLacking(asking, SMS_SENDER_ID, facts);
    if (lacking.length === 0) return ok(`Each of ${SMS_COUNTRIES.join(', ')} has what it asks for.`);
    return describeLacking(lacking, SMS_SENDER_ID, await facts.region());
  },
};

async function findLacking(countries: readonly string[], senderId: string, { aws }: Facts): Promise<string[]> {
  const wanted = new Set(countries.map(ruleOf));
  const senders: Senders = {
    numbers: await readNumbers(aws), // any country with a number of its own is served, whatever it asks for
    senderIds: wanted.has('registered-sender-id') ? await readSenderIds(senderId, aws) : [],
  };
  return countries.filter((country) => !isServed(country, senders));
}

function isServed(country: string, { numbers, senderIds }: Senders): boolean {
  const rule = ruleOf(country);
  if (rule === 'registered-texts') return false; // no API tells which texts are approved
  return numbers.includes(country) || (rule === 'registered-sender-id' && senderIds.includes(country));
}

async function readNumbers({ sns: client }: Facts['aws']): Promise<string[]> {
  const countries: string[] = [];
  for await (const { PhoneNumbers = [] } of paginateListOriginationNumbers({ client }, {})) {
    for (const { Iso2CountryCode, NumberCapabilities = [], Status } of PhoneNumbers) {
      const works = NumberCapabilities.includes('SMS') && (Status === undefined || /^active$/i.test(Status));
      if (works && Iso2CountryCode !== undefined) countries.push(Iso2CountryCode);
    }
  }
  return countries;
}

async function readSenderIds(name: string, { sms: client }: Facts['aws']): Promise<string[]> {
  const countries: string[] = [];
  for await (const { SenderIds = [] } of paginateDescribeSenderIds({ client }, {})) {
    for (const { SenderId, IsoCountryCode, Registered } of SenderIds) {
      if (Registered && SenderId === name && IsoCountryCode !== undefined) countries.push(IsoCountryCode);
    }
  }
  return countries;
}

function describeLacking(countries: readonly string[], senderId: string, region: string): Finding {
  const of = (rule: CountryRule) => countries.filter((country) => ruleOf(country) === rule).join(', ');
  const parts = [
    [of('own-number'), 'a registered number of your own', consolePage('sms-numbers', region)],
    [of('registered-sender-id'), `the sender id "${senderId}" registered`, consolePage('sms-registrations', region)],
    [of('registered-texts'), 'each text registered, which no API tells', consolePage('sms-registrations', region)],
  ].filter(([which]) => which !== '');
  return notYet(
    `${parts.map(([which, what]) => `${which}: ${what}`).join('; ')} is missing.`,
    `${[...new Set(parts.map(([, , page]) => page))].join(' and ')} (or take these countries out of smsCountries)`,
  );
}
