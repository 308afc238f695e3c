import type { LocalAnswers } from '../../gateway/local-answers.ts';

export type { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
export type { DryRunAnswer, DryRunChannel } from '../../../contract/dry-run/dry-run.ts';
export type { ProblemPlace } from '../../../contract/http/problems.ts';
// what several files need of the contract: types alone, as a browser has no zod
export type { TimelineEntry } from '../../../contract/message-log/timeline.ts';
export type {
  CategoryPatch,
  CategoryPreferences,
  PreferencesAnswer,
  PreferencesPatch,
  QuietHours,
} from '../../../contract/preferences/preferences.ts';
export type { MessageAnswer, MessageEvent, NotificationAnswer } from '../../../contract/publishing/notifications.ts';
export type { PublishAnswer, PublishRequest, Recipient, Refusal } from '../../../contract/publishing/publish.ts';
export type { Channel, MessageStatus, Priority, Weekday } from '../../../contract/values.ts';

/** A channel, as the local system lists it. */
export type ListedChannel = LocalAnswers['GET /local/channels']['data'][number];

/** What a provider was asked to send. */
export type OutboxEntry = LocalAnswers['GET /local/outbox']['data'][number];
