/** What an account says of the logging of SMS: by whose right, and what share of those that arrive, in percent. */
export type SmsLogging = { roleArn?: string | undefined; samplingRate: number };

/** What an AWS account and region keep for all who send SMS there. Each call throws an Error when AWS does not do it. */
export interface SmsAccount {
  /** The most that AWS spends on SMS in a month, in US dollars. */
  readSpendLimit(): Promise<number>;
}

/** An account whose SMS are logged, with the two groups that they are logged to. */
export interface LoggedSmsAccount extends SmsAccount {
  readLogging(): Promise<SmsLogging>;
  /** Without a role nothing is logged any more. */
  writeLogging(logging: SmsLogging): Promise<void>;
  /** Has each line handed to the stage, and makes the groups where they are not there yet. Doing it again changes nothing. */
  subscribe(): Promise<void>;
  /** Takes that back; the groups stay. */
  unsubscribe(): Promise<void>;
}
