import type { Check } from '../check.ts';
import { type Finding, notYet, ok, wrong } from '../check.ts';
import { consolePage } from '../mending.ts';

/** How much SES takes in a day and a second, and how much of the day is used. */
export const sesQuota: Check = {
  name: 'ses-quota',
  why: "When a day's quota is used up, e-mail waits until there is room again.",
  notLocal: 'The local SES has a quota that nobody reaches.',
  async run({ sesAccount, region }) {
    const { SendQuota } = await sesAccount();
    return check(SendQuota ?? {}, consolePage('ses-account', await region()));
  },
};

function check(
  { Max24HourSend, MaxSendRate, SentLast24Hours = 0 }: { Max24HourSend?: number; MaxSendRate?: number; SentLast24Hours?: number },
  page: string,
): Finding {
  if (Max24HourSend === undefined || MaxSendRate === undefined) throw new Error('SES tells no quota');
  const rate = `${MaxSendRate} a second`;
  if (Max24HourSend === -1) return ok(`Any number a day, ${rate}.`); // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html

  const used = `${SentLast24Hours} of ${Max24HourSend} e-mails used in 24 hours, ${rate}.`;
  const mend = `Ask for more: ${page}`;
  if (SentLast24Hours >= Max24HourSend) return wrong(`The quota is used up: ${used}`, mend);
  return SentLast24Hours >= 0.8 * Max24HourSend ? notYet(`The quota is nearly used up: ${used}`, mend) : ok(used);
}
