import { inOrder } from '../a-deployment.ts';
import type { Case } from './case.ts';

const smsIs = (changes: Record<string, string>) => {
  const key = 'GetFunctionConfiguration bellhop-prod-deliver-sms' as const;
  const { Variables } = inOrder[key].Environment;
  return { [key]: { ...inOrder[key], Environment: { Variables: { ...Variables, ...changes } } } };
};

/** What the checks of sms say when something is not in order. */
export const smsCases: readonly Case[] = [
  [
    'sms-sandbox',
    'is not left',
    { answers: { GetSMSSandboxAccountStatus: { IsInSandbox: true } } },
    'not-yet',
    /sandbox/,
    /Exit SMS sandbox/,
  ],
  [
    'sms-sandbox',
    'is not left at End User Messaging',
    {
      answers: {
        ...smsIs({ SMS_PROVIDER: 'end-user-messaging' }),
        DescribeAccountAttributes: { AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' }] },
      },
    },
    'not-yet',
    /sandbox/,
    /Exit SMS sandbox/,
  ],
  [
    'sms-sandbox',
    'is of no matter without SMS',
    { answers: smsIs({ SMS_COUNTRIES: '' }) },
    'does-not-apply',
    /SMS are off/,
    /^$/,
  ],
  [
    'sms-sandbox',
    'is of no matter where Twilio sends',
    { answers: smsIs({ SMS_PROVIDER: 'twilio' }) },
    'does-not-apply',
    /by Twilio/,
    /^$/,
  ],
  [
    'sms-spend-limit',
    'is that of a new account',
    { answers: { GetSMSAttributes: { attributes: { $map: { MonthlySpendLimit: '1' } } } } },
    'wrong',
    /up to \$1 a month; the budget is \$10/,
    /--draft sms --stage prod/,
  ],
  [
    'sms-spend-limit',
    'was never set',
    { answers: { GetSMSAttributes: { attributes: { $map: {} } } } },
    'wrong',
    /up to \$1 a month/,
    /--draft sms/,
  ],
  [
    'sms-spend-limit',
    'is too low at End User Messaging',
    {
      answers: {
        ...smsIs({ SMS_PROVIDER: 'end-user-messaging' }),
        DescribeSpendLimits: { SpendLimits: [{ Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 1 }] },
      },
    },
    'wrong',
    /AWS spends up to \$1 a month; the budget is \$10/,
    /Service Quotas/,
  ],
  [
    'sms-senders',
    'lack a number',
    { answers: { ListOriginationNumbers: { PhoneNumbers: [] } } },
    'not-yet',
    /US: a registered number of your own is missing/,
    /phone-numbers/,
  ],
  [
    'sms-senders',
    'lack a registration',
    { answers: { DescribeSenderIds: { SenderIds: [{ ...inOrder.DescribeSenderIds.SenderIds[0], Registered: false }] } } },
    'not-yet',
    /GB: the sender id "Northwind" registered/,
    /registrations/,
  ],
  [
    'sms-senders',
    'have only a number that is still pending',
    {
      answers: {
        ListOriginationNumbers: { PhoneNumbers: [{ ...inOrder.ListOriginationNumbers.PhoneNumbers[0], Status: 'PENDING' }] },
      },
    },
    'not-yet',
    /US/,
    /./,
  ],
  ['sms-senders', 'are not asked for', { answers: smsIs({ SMS_COUNTRIES: 'DE,FR' }) }, 'ok', /none asks/, /^$/],
  [
    'sms-receipts',
    'were never switched on',
    { answers: { GetSMSAttributes: { attributes: { $map: { MonthlySpendLimit: '50' } } } } },
    'not-yet',
    /logs nothing/,
    /sms-receipts\.md/,
  ],
  [
    'sms-receipts',
    'are of one in ten',
    {
      answers: {
        GetSMSAttributes: {
          attributes: {
            $map: { DeliveryStatusIAMRole: 'arn:aws:iam::123456789012:role/x', DeliveryStatusSuccessSamplingRate: '10' },
          },
        },
      },
    },
    'not-yet',
    /10 % of the SMS that arrive/,
    /sms-receipts\.md/,
  ],
];
