import type { LoggedSmsAccount, SmsLogging } from './ports/sms-account.ts';

/** `roleArn`: by which the stage's stack would have SMS logged. */
export type ReceiptsDeps = { account: LoggedSmsAccount; roleArn: string };

/** The share of SMS that has to be logged, in percent: every one. */
const all = 100;

/**
 * Has the account log what becomes of SMS, and the lines come to this stage; answers in words how that stands. What the owner has set for the
 * account stays as it is. It never throws: a deploy is not to fail for what only tells.
 */
export async function switchOnReceipts({ account, roleArn }: ReceiptsDeps): Promise<string> {
  try {
    await account.subscribe();
    const found = await account.readLogging();
    if (found.roleArn !== undefined && found.roleArn !== roleArn) return describeForeign(found);
    if (found.roleArn !== roleArn || found.samplingRate !== all) await account.writeLogging({ roleArn, samplingRate: all });
    return 'on';
  } catch (error) {
    return `off, as AWS did not take it (${nameOf(error)}): docs/sms-receipts.md`;
  }
}

/** Takes back what the stack has switched on, and nothing that somebody else has. It never throws, so that a destroy goes on. */
export async function switchOffReceipts({ account, roleArn }: ReceiptsDeps): Promise<string> {
  try {
    await account.unsubscribe();
    const found = await account.readLogging();
    if (found.roleArn !== roleArn) return 'off; what the account logs by a role of its own stays';
    await account.writeLogging({ samplingRate: 0 });
    return 'off';
  } catch (error) {
    return `left, as AWS did not take it back (${nameOf(error)})`;
  }
}

function describeForeign({ roleArn, samplingRate }: SmsLogging): string {
  if (samplingRate === all) return `on, by a role that the account had before: ${roleArn}`;
  return `of failures alone and ${samplingRate} % of what arrives, as the account has set before with ${roleArn}: docs/sms-receipts.md`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
