import type { CancelAnswer, CancelRequest } from '../../../contract/cancellation/cancel.ts';
import type { DryRunAnswer, DryRunRequest } from '../../../contract/dry-run/dry-run.ts';
import type { PreferencesAnswer, PreferencesPatch } from '../../../contract/preferences/preferences.ts';
import type { NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import type { PublishAnswer, PublishRequest } from '../../../contract/publishing/publish.ts';
import type {
  ScheduleAnswer,
  ScheduleChange,
  SchedulePage,
  ScheduleStory,
  StartedRun,
} from '../../../contract/schedules/schedules.ts';
import type { StatisticsAnswer } from '../../../contract/statistics/statistics.ts';
import type { LocalAnswers } from '../../gateway/local-answers.ts';

/** What tells the outcome of a publish and publishes nothing. */
export const dryRun = 'POST /v1/notifications/dry-run';

/** What each call that the console makes is answered. A call that is not here is a type error. */
export type Answers = LocalAnswers & {
  'POST /v1/notifications': PublishAnswer;
  [dryRun]: DryRunAnswer;
  'POST /v1/notifications/cancel': CancelAnswer;
  'DELETE /local/faults': undefined;
  'DELETE /local/outbox': undefined;
  [filtered: `GET /local/outbox?${string}`]: LocalAnswers['GET /local/outbox'];
  [one: `GET /v1/notifications/${string}`]: NotificationAnswer;
  'GET /v1/schedules?limit=100': SchedulePage;
  [schedule: `GET /v1/schedules/${string}`]: ScheduleStory;
  [schedule: `PATCH /v1/schedules/${string}`]: ScheduleAnswer;
  [schedule: `POST /v1/schedules/${string}/run`]: StartedRun;
  [asked: `GET /v1/statistics?${string}`]: StatisticsAnswer;
  [ofUser: `GET /v1/users/${string}/preferences`]: PreferencesAnswer;
  [ofUser: `PATCH /v1/users/${string}/preferences`]: PreferencesAnswer;
  [one: `PUT /v1/topics/${string}/subscriptions/${string}`]: undefined;
  [one: `DELETE /v1/topics/${string}/subscriptions/${string}`]: undefined;
};

/** What the calls with a body send. */
type Bodies = {
  'POST /v1/notifications': PublishRequest;
  [dryRun]: DryRunRequest;
  'POST /v1/notifications/cancel': CancelRequest;
  [ofUser: `PATCH /v1/users/${string}/preferences`]: PreferencesPatch;
  [schedule: `PATCH /v1/schedules/${string}`]: ScheduleChange;
  'POST /local/token': { user: string };
  'POST /local/run': { job: string; time?: string };
  'PUT /local/faults': LocalAnswers['PUT /local/faults']['data'][number];
};

/** The body of a call; `undefined` for a call that has none. */
export type BodyOf<Call extends keyof Answers> = Call extends keyof Bodies ? Bodies[Call] : undefined;
