/** The line that deploys a stage, perhaps with one more setting. */
export function deployLine(stage: string, setting?: string): string {
  return `npm run cdk -- deploy -c stage=${stage}${setting === undefined ? '' : ` -c ${setting}`}`;
}

/** Pages of the AWS console where a person acts, by what they act on. */
const pages = {
  'lambda-concurrency': (region: string) => `servicequotas/home/services/lambda/quotas/L-B99A9384?region=${region}`,
  'ses-account': (region: string) => `ses/home?region=${region}#/account`,
  'ses-identities': (region: string) => `ses/home?region=${region}#/identities`,
  'sms-settings': (region: string) => `sns/v3/home?region=${region}#/mobile/text-messaging`,
  'sms-numbers': (region: string) => `sms-voice/home?region=${region}#/phone-numbers`,
  'sms-sender-ids': (region: string) => `sms-voice/home?region=${region}#/sender-ids`,
  'sms-registrations': (region: string) => `sms-voice/home?region=${region}#/registrations`,
  stacks: (region: string) => `cloudformation/home?region=${region}#/stacks`,
} as const;

/** Writes the address of a console page in a region. */
export function consolePage(page: keyof typeof pages, region: string): string {
  return `https://${region}.console.aws.amazon.com/${pages[page](region)}`;
}
