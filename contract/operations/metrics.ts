/** Where our own metrics lie in CloudWatch. Each carries the dimension `stage`. */
export const metricNamespace = 'Bellhop';

/** What functions measure and alarms watch. A metric costs by the hour in which it is reported: docs/decisions/0047. */
export type MetricName =
  /** The share of the month's SMS budget that is spent, in percent; above 100 it is what a refused SMS would have made of it. */
  | 'SmsBudgetUsed'
  /** One for each SMS that the provider took, or may have taken. */
  | 'SmsSent'
  /** One for each SMS of which a provider that tells by HTTP says that it reached no phone. SNS counts its own. */
  | 'SmsFailed'
  /** How near bounces or complaints are to the rate at which bulk e-mail is paused, in percent; above 100 it is paused. */
  | 'SenderRisk'
  /** The share of SES's quota for 24 hours that is used, in percent; above 100 e-mail waits, for whatever reason, to all or to some. */
  | 'EmailQuotaUsed'
  /** How far a queue of work is behind, in percent of what is tolerable: its oldest record, what waits in it, or that nobody takes it. */
  | 'Backlog'
  /** Dead-letter messages in all queues together, but for those of jobs. */
  | 'DeadLetters'
  /** Scheduled jobs that did not get done, or how much is stuck. Reported all the time: that nothing is reported is the worst news. */
  | 'JobsMissed'
  /** One for each webhook that was disabled, because its receiver is gone or has failed for days. */
  | 'WebhooksDisabled'
  /** One for each chat connection of a topic that its service says is gone. */
  | 'ChatRoomsGone'
  /** What was held beyond its time, claimed and never ended, or is a digest that is open after its time; by `kind` as well. */
  | 'StuckWork'
  /** One for each event of SES that is about no e-mail of ours. No alarm: forged, or of another stack that shares our configuration set. */
  | 'FeedbackDropped';
