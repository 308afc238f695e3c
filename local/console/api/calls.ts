import type { CancelAnswer, CancelRequest } from '../../../contract/cancellation/cancel.ts';
import type { ChatConnectionList, NewChatConnection, PutChatConnection } from '../../../contract/channels/chat/connections.ts';
import type { DeviceList } from '../../../contract/channels/push/devices.ts';
import type { DryRunAnswer, DryRunRequest } from '../../../contract/dry-run/dry-run.ts';
import type { UserPage, WorkflowList } from '../../../contract/message-log/lists.ts';
import type { NotificationPage } from '../../../contract/message-log/notification-list.ts';
import type { ReplayAnswer, ResendAnswer, ResendRequest } from '../../../contract/message-log/resend.ts';
import type { PausedWork } from '../../../contract/operations/paused-work.ts';
import type { StuckWork } from '../../../contract/operations/stuck-work.ts';
import type { PreferencesAnswer, PreferencesPatch } from '../../../contract/preferences/preferences.ts';
import type { NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import type { PublishAnswer, PublishRequest } from '../../../contract/publishing/publish.ts';
import type { RequestAnswer } from '../../../contract/publishing/requests.ts';
import type {
  ScheduleAnswer,
  ScheduleChange,
  SchedulePage,
  ScheduleStory,
  StartedRun,
} from '../../../contract/schedules/schedules.ts';
import type { StatisticsAnswer } from '../../../contract/statistics/statistics.ts';
import type { SuppressionAnswer, SuppressionPage } from '../../../contract/suppressions/suppressions.ts';
import type { UserExport } from '../../../contract/users/export.ts';
import type {
  DeliveryAnswer,
  DeliveryPage,
  WebhookAnswer,
  WebhookList,
  WebhookPatch,
} from '../../../contract/webhooks/webhooks.ts';
import type { KeyOrder, LocalAnswers } from '../../gateway/local-answers.ts';

/** What tells the outcome of a publish and publishes nothing. */
export const dryRun = 'POST /v1/notifications/dry-run';

/** What each call that the console makes is answered. A call that is not here is a type error. */
export type Answers = LocalAnswers & {
  'POST /v1/notifications': PublishAnswer;
  [dryRun]: DryRunAnswer;
  'POST /v1/notifications/cancel': CancelAnswer;
  [one: `GET /v1/requests/${string}`]: RequestAnswer;
  'DELETE /local/faults': undefined;
  'DELETE /local/outbox': undefined;
  [filtered: `GET /local/outbox?${string}`]: LocalAnswers['GET /local/outbox'];
  [list: `GET /v1/notifications?${string}`]: NotificationPage;
  [one: `GET /v1/notifications/${string}`]: NotificationAnswer;
  'POST /v1/notifications/replay': ReplayAnswer;
  [one: `POST /v1/notifications/${string}/resend`]: ResendAnswer;
  'GET /v1/workflows': WorkflowList;
  [list: `GET /v1/suppressions?${string}`]: SuppressionPage;
  'POST /v1/suppressions': SuppressionAnswer;
  [list: `GET /v1/users?${string}`]: UserPage;
  [one: `DELETE /v1/users/${string}`]: undefined;
  [ofUser: `GET /v1/users/${string}/export${string}`]: UserExport;
  [ofUser: `GET /v1/users/${string}/devices`]: DeviceList;
  [whose: `GET /v1/${string}/chat-connections`]: ChatConnectionList;
  [whose: `PUT /v1/${string}/chat-connections/${string}`]: PutChatConnection;
  [whose: `DELETE /v1/${string}/chat-connections/${string}`]: undefined;
  [ofQueue: `GET /local/dead-letters/${string}`]: LocalAnswers['GET /local/dead-letters/{queue}'];
  [ofQueue: `POST /local/dead-letters/${string}/redrive`]: LocalAnswers['POST /local/dead-letters/{queue}/redrive'];
  [ofQueue: `PUT /local/pauses/${string}`]: undefined;
  [ofQueue: `DELETE /local/pauses/${string}`]: undefined;
  [workflow: `DELETE /local/paused-workflows/${string}`]: undefined;
  [provider: `DELETE /local/paused-providers/${string}`]: undefined;
  [ofUser: `GET /local/user-topics/${string}`]: LocalAnswers['GET /local/user-topics/{user}'];
  [ofUser: `GET /local/user-suppressions/${string}`]: LocalAnswers['GET /local/user-suppressions/{user}'];
  [from: `GET /local/due/${string}`]: LocalAnswers['GET /local/due/{from}'];
  [key: `DELETE /local/keys/${string}`]: undefined;
  'GET /v1/schedules?limit=100': SchedulePage;
  [schedule: `GET /v1/schedules/${string}`]: ScheduleStory;
  [schedule: `PATCH /v1/schedules/${string}`]: ScheduleAnswer;
  [schedule: `POST /v1/schedules/${string}/run`]: StartedRun;
  'GET /v1/health/stuck': StuckWork;
  'GET /v1/health/paused': PausedWork;
  [webhook: `DELETE /v1/webhooks/${string}`]: undefined;
  [asked: `GET /v1/statistics?${string}`]: StatisticsAnswer;
  'GET /v1/webhooks': WebhookList;
  [webhook: `PATCH /v1/webhooks/${string}`]: WebhookAnswer;
  [webhook: `POST /v1/webhooks/${string}/test`]: DeliveryAnswer;
  [webhook: `GET /v1/webhooks/${string}/deliveries?${string}`]: DeliveryPage;
  [delivery: `POST /v1/webhooks/${string}/deliveries/${string}/replay`]: DeliveryAnswer;
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
  [whose: `PUT /v1/${string}/chat-connections/${string}`]: NewChatConnection;
  'POST /v1/notifications/replay': {
    filter: Readonly<Record<string, unknown>>;
    dry_run: boolean;
    confirmation?: string;
    cursor?: string;
  };
  [one: `POST /v1/notifications/${string}/resend`]: ResendRequest;
  [ofQueue: `POST /local/dead-letters/${string}/redrive`]: { ids: string[] };
  'POST /v1/suppressions': { address: string };
  [ofQueue: `PUT /local/pauses/${string}`]: { why: string };
  'POST /local/lift': { address: string };
  'POST /local/keys': KeyOrder;
  [webhook: `PATCH /v1/webhooks/${string}`]: WebhookPatch;
  'POST /local/token': { user: string };
  'POST /local/run': { job: string; time?: string };
  'PUT /local/faults': LocalAnswers['PUT /local/faults']['data'][number];
};

/** The body of a call; `undefined` for a call that has none. */
export type BodyOf<Call extends keyof Answers> = Call extends keyof Bodies ? Bodies[Call] : undefined;
