/** Where our own metrics lie in CloudWatch. Each carries the dimension `stage`. */
export const metricNamespace = 'Bellhop';

/** What functions measure and alarms watch. */
export type MetricName =
  /** The share of the month's SMS budget that is spent, in percent; above 100 it is what a refused SMS would have made of it. */
  | 'SmsBudgetUsed'
  /** Counted whenever e-mail is turned back because the day's SES quota is used up, or SES has paused the account. */
  | 'EmailParked';
