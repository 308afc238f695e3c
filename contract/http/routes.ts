import * as z from 'zod';
import { CancelAnswer, CancelRequest } from '../cancellation/cancel.ts';
import { FeedChanged, FeedPage, FeedQuery, MarkThrough, UnreadCount, UnreadQuery } from '../channels/inbox/feed.ts';
import { SmsProviderName } from '../channels/sms/providers.ts';
import { DryRunAnswer, DryRunRequest } from '../dry-run/dry-run.ts';
import { Health, SchedulesHealth } from '../operations/health.ts';
import { PreferencesAnswer, PreferencesPatch } from '../preferences/preferences.ts';
import { UnsubscribeForm } from '../preferences/unsubscribe.ts';
import { NotificationAnswer } from '../publishing/notifications.ts';
import { Contact, PublishAnswer, PublishRequest } from '../publishing/publish.ts';
import { RequestAnswer, RequestQuery } from '../publishing/requests.ts';
import { Address, NewSuppression, SuppressionAnswer, SuppressionPage, SuppressionQuery } from '../suppressions/suppressions.ts';
import { TopicName } from '../topics/topics.ts';
import { ExportQuery, UserExport } from '../users/export.ts';
import { TokenAnswer, UserAnswer } from '../users/users.ts';
import { NotificationId, RequestId, UserId } from '../values.ts';
import type { ProblemCode } from './problems.ts';

/** Who may call: the app's server (API key), a user (JWT), or anyone. */
export type Caller = 'server' | 'user' | 'anyone';

/** One route: what API Gateway routes, what the handler serves, what OpenAPI describes. */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** The file under `lambdas/` that answers, without its ending. */
  handler:
    | 'publishing/publish'
    | 'publishing/notifications'
    | 'users/users'
    | 'preferences/preferences'
    | 'topics/topics'
    | 'suppressions/suppressions'
    | 'channels/inbox/feed'
    | 'operations/health'
    | 'preferences/unsubscribe'
    | 'dry-run/dry-run'
    | 'feedback/receive-receipt';
  caller: Caller;
  summary: string;
  /** It has a newer name, and goes on answering by this one. */
  deprecated?: true;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** Fields of an HTML form, where a page sends one. */
  form?: z.ZodObject;
  /**
   * The answers that are no problems: schema by status; `204` and `304` have no body, `503` tells of what is not well; `html` is a
   * page for people, with a 404 that is one too.
   */
  answers: (Partial<Record<200 | 202 | 503, z.ZodObject>> & { 204?: true; 304?: true }) | { html: true };
  /** Problems beyond those that any call of this kind can meet (`unauthorized`, `rate_limited`, `internal`, …). */
  problems: readonly ProblemCode[];
  /** An `Idempotency-Key` header makes calling twice the same as calling once. */
  idempotent?: true;
};

const ofUser = z.strictObject({ id: UserId });
const ofSubscription = z.strictObject({ topic: TopicName, user: UserId });
const ofItem = z.strictObject({ id: NotificationId });
const ofRequest = z.strictObject({ id: RequestId });
const ofAddress = z.strictObject({ address: Address });
const ofProvider = z.strictObject({ provider: SmsProviderName });
const ofLink = z.strictObject({ token: z.string() }); // whatever it is, the same page says that it is none of ours

const patchProblems = [
  'body_unreadable',
  'body_invalid',
  'body_too_large',
  'media_type_unsupported',
  'category_unknown',
  'channel_unsupported',
  'preference_required',
  'precondition_failed',
] as const satisfies readonly ProblemCode[];

/** What `POST /v1/notifications` would do. */
const dryRun = {
  method: 'POST',
  path: '/v1/notifications/dry-run',
  handler: 'dry-run/dry-run',
  caller: 'server',
  summary: 'What a publish would do, per user and channel: when, why, in which words and at what cost; nothing is done',
  body: DryRunRequest,
  answers: { 200: DryRunAnswer },
  problems: [
    'body_unreadable',
    'body_invalid',
    'body_too_large',
    'media_type_unsupported',
    'workflow_unknown',
    'payload_invalid',
    'channel_unsupported',
    'schedule_invalid',
    'recipients_refused',
  ],
} as const satisfies Route;

/** Every route there is, by the name that handlers use. */
export const routes = {
  publish: {
    method: 'POST',
    path: '/v1/notifications',
    handler: 'publishing/publish',
    caller: 'server',
    summary: 'Publish a notification to one to a hundred users, or to all subscribers of a topic',
    body: PublishRequest,
    answers: { 202: PublishAnswer },
    problems: [
      'body_unreadable',
      'body_invalid',
      'body_too_large',
      'media_type_unsupported',
      'workflow_unknown',
      'payload_invalid',
      'channel_unsupported',
      'schedule_invalid',
      'recipients_refused',
      'idempotency_key_invalid',
      'idempotency_key_in_use',
      'idempotency_key_reused',
    ],
    idempotent: true,
  },
  cancel: {
    method: 'POST',
    path: '/v1/notifications/cancel',
    handler: 'publishing/notifications',
    caller: 'server',
    summary: 'Cancel one notification, or all with a key; answers what was still in time',
    body: CancelRequest,
    answers: { 200: CancelAnswer },
    problems: ['body_unreadable', 'body_invalid', 'body_too_large', 'media_type_unsupported', 'cursor_invalid'],
  },
  dryRun,
  simulate: { ...dryRun, path: '/v1/notifications/simulate', deprecated: true }, // its name until 0.2
  readNotification: {
    method: 'GET',
    path: '/v1/notifications/{id}',
    handler: 'publishing/notifications',
    caller: 'server',
    summary: 'What happened to a notification, channel by channel, and why',
    params: ofItem,
    answers: { 200: NotificationAnswer },
    problems: ['not_found'],
  },
  readRequest: {
    method: 'GET',
    path: '/v1/requests/{id}',
    handler: 'publishing/notifications',
    caller: 'server',
    summary: 'What became of a publish: counts by status, its notifications page by page, and what was refused',
    params: ofRequest,
    query: RequestQuery,
    answers: { 200: RequestAnswer },
    problems: ['not_found', 'query_invalid', 'cursor_invalid'],
  },
  putUser: {
    method: 'PUT',
    path: '/v1/users/{id}',
    handler: 'users/users',
    caller: 'server',
    summary: 'Create a user, or change how they can be reached',
    params: ofUser,
    body: Contact,
    answers: { 200: UserAnswer },
    problems: ['body_unreadable', 'body_invalid', 'body_too_large', 'media_type_unsupported'],
  },
  readUser: {
    method: 'GET',
    path: '/v1/users/{id}',
    handler: 'users/users',
    caller: 'server',
    summary: 'Read a user',
    params: ofUser,
    answers: { 200: UserAnswer },
    problems: ['not_found'],
  },
  deleteUser: {
    method: 'DELETE',
    path: '/v1/users/{id}',
    handler: 'users/users',
    caller: 'server',
    summary:
      'Delete a user and everything of theirs; answered when it is done, with a 503 to be asked again when it takes longer',
    params: ofUser,
    answers: { 204: true },
    problems: ['not_found'],
  },
  exportUser: {
    method: 'GET',
    path: '/v1/users/{id}/export',
    handler: 'users/users',
    caller: 'server',
    summary: 'Everything that is kept of a user, as one document',
    params: ofUser,
    query: ExportQuery,
    answers: { 200: UserExport },
    problems: ['not_found', 'query_invalid', 'cursor_invalid'],
  },
  mintToken: {
    method: 'POST',
    path: '/v1/users/{id}/tokens',
    handler: 'users/users',
    caller: 'server',
    summary: "Mint a one-hour token for a user's browser",
    params: ofUser,
    answers: { 200: TokenAnswer },
    problems: ['not_found', 'tokens_by_issuer'],
  },
  readPreferences: {
    method: 'GET',
    path: '/v1/users/{id}/preferences',
    handler: 'preferences/preferences',
    caller: 'server',
    summary: 'What goes to a user: their own choices, and defaults for the rest',
    params: ofUser,
    answers: { 200: PreferencesAnswer, 304: true },
    problems: ['not_found'],
  },
  patchPreferences: {
    method: 'PATCH',
    path: '/v1/users/{id}/preferences',
    handler: 'preferences/preferences',
    caller: 'server',
    summary: 'Change what goes to a user, by a merge patch (RFC 7396); with `If-Match`, only if nobody else has',
    params: ofUser,
    body: PreferencesPatch,
    answers: { 200: PreferencesAnswer },
    problems: [...patchProblems, 'not_found'],
  },
  readOwnPreferences: {
    method: 'GET',
    path: '/v1/me/preferences',
    handler: 'preferences/preferences',
    caller: 'user',
    summary: 'What goes to me: my own choices, and defaults for the rest',
    answers: { 200: PreferencesAnswer, 304: true },
    problems: [],
  },
  patchOwnPreferences: {
    method: 'PATCH',
    path: '/v1/me/preferences',
    handler: 'preferences/preferences',
    caller: 'user',
    summary: 'Change what goes to me, by a merge patch (RFC 7396); with `If-Match`, only if nobody else has',
    body: PreferencesPatch,
    answers: { 200: PreferencesAnswer },
    problems: patchProblems,
  },
  subscribe: {
    method: 'PUT',
    path: '/v1/topics/{topic}/subscriptions/{user}',
    handler: 'topics/topics',
    caller: 'server',
    summary: 'Subscribe a user to a topic, which comes to be with its first subscriber; subscribing again changes nothing',
    params: ofSubscription,
    answers: { 204: true },
    problems: ['not_found'],
  },
  unsubscribeFromTopic: {
    method: 'DELETE',
    path: '/v1/topics/{topic}/subscriptions/{user}',
    handler: 'topics/topics',
    caller: 'server',
    summary: 'Take a user off a topic; also when they were not on it',
    params: ofSubscription,
    answers: { 204: true },
    problems: [],
  },
  listSuppressions: {
    method: 'GET',
    path: '/v1/suppressions',
    handler: 'suppressions/suppressions',
    caller: 'server',
    summary: 'The addresses that nothing is sent to, newest first',
    query: SuppressionQuery,
    answers: { 200: SuppressionPage },
    problems: ['query_invalid', 'cursor_invalid'],
  },
  addSuppression: {
    method: 'POST',
    path: '/v1/suppressions',
    handler: 'suppressions/suppressions',
    caller: 'server',
    summary: 'Send nothing more to an address; what stands against it already stays',
    body: NewSuppression,
    answers: { 200: SuppressionAnswer },
    problems: ['body_unreadable', 'body_invalid', 'body_too_large', 'media_type_unsupported'],
  },
  removeSuppression: {
    method: 'DELETE',
    path: '/v1/suppressions/{address}',
    handler: 'suppressions/suppressions',
    caller: 'server',
    summary: 'Let an address be sent to again; answers what stood against it',
    params: ofAddress,
    answers: { 200: SuppressionAnswer },
    problems: ['not_found'],
  },
  readFeed: {
    method: 'GET',
    path: '/v1/me/notifications',
    handler: 'channels/inbox/feed',
    caller: 'user',
    summary: 'A page of the inbox with its counts, those of what is asked for and those of all; or 304 when nothing changed',
    query: FeedQuery,
    answers: { 200: FeedPage, 304: true },
    problems: ['query_invalid', 'cursor_invalid', 'watermark_invalid'],
  },
  countUnread: {
    method: 'GET',
    path: '/v1/me/notifications/unread-count',
    handler: 'channels/inbox/feed',
    caller: 'user',
    summary: 'How many are unread and unseen, of all or of a category, or 304 when nothing changed',
    query: UnreadQuery,
    answers: { 200: UnreadCount, 304: true },
    problems: ['query_invalid'],
  },
  markAllRead: throughRoute('read'),
  markAllSeen: throughRoute('seen'),
  markRead: markRoute('PUT', 'read', 'Mark one as read'),
  markUnread: markRoute('DELETE', 'read', 'Mark one as unread'),
  markSeen: markRoute('PUT', 'seen', 'Mark one as seen'),
  markUnseen: markRoute('DELETE', 'seen', 'Mark one as unseen'),
  archive: markRoute('PUT', 'archived', 'Move one to the archive; it counts as read'),
  unarchive: markRoute('DELETE', 'archived', 'Bring one back from the archive'),
  readHealth: {
    method: 'GET',
    path: '/v1/health',
    handler: 'operations/health',
    caller: 'anyone',
    summary: 'Whether the API answers',
    answers: { 200: Health },
    problems: [],
  },
  readSchedules: {
    method: 'GET',
    path: '/v1/health/schedules',
    handler: 'operations/health',
    caller: 'server',
    summary: 'The scheduled jobs with their last run, last success and next run; 503 when one is overdue',
    answers: { 200: SchedulesHealth, 503: SchedulesHealth },
    problems: [],
  },
  showUnsubscribe: {
    method: 'GET',
    path: '/u/{token}',
    handler: 'preferences/unsubscribe',
    caller: 'anyone',
    summary: 'The page behind the link to unsubscribe; it changes nothing',
    params: ofLink,
    answers: { html: true },
    problems: [],
  },
  unsubscribe: {
    method: 'POST',
    path: '/u/{token}',
    handler: 'preferences/unsubscribe',
    caller: 'anyone',
    summary: 'Unsubscribe with one click (RFC 8058), or subscribe again',
    params: ofLink,
    form: UnsubscribeForm,
    answers: { html: true },
    problems: [],
  },
  receiveReceipt: {
    method: 'POST',
    path: '/v1/receipts/{provider}',
    handler: 'feedback/receive-receipt',
    caller: 'anyone',
    summary: 'An SMS provider tells what became of an SMS, in its own form and with its signature; nobody else is listened to',
    params: ofProvider,
    query: z.object({ notification: NotificationId.optional() }),
    form: z.looseObject({}).meta({ description: "The provider's own fields" }),
    answers: { 204: true },
    problems: ['not_found', 'query_invalid', 'signature_invalid'],
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

/** Headers that a browser client on another origin has to be able to read. */
export const exposedHeaders = ['ETag', 'X-Poll-Interval', 'Retry-After', 'Link'] as const;

/** Headers that a browser client on another origin has to be able to send. */
export const acceptedHeaders = ['Authorization', 'Content-Type', 'If-None-Match', 'If-Match', 'Idempotency-Key'] as const;

function markRoute<Method extends 'PUT' | 'DELETE', Mark extends string>(method: Method, mark: Mark, summary: string) {
  return {
    method,
    path: `/v1/me/notifications/{id}/${mark}`,
    handler: 'channels/inbox/feed',
    caller: 'user',
    summary,
    params: ofItem,
    answers: { 200: FeedChanged },
    problems: ['not_found'],
  } as const satisfies Route;
}

function throughRoute<Mark extends 'read' | 'seen'>(mark: Mark) {
  return {
    method: 'PUT',
    path: `/v1/me/notifications/${mark}`,
    handler: 'channels/inbox/feed',
    caller: 'user',
    summary: `Mark everything up to a watermark as ${mark}; what arrived later stays`,
    body: MarkThrough,
    answers: { 200: FeedChanged },
    problems: ['body_unreadable', 'body_invalid', 'body_too_large', 'media_type_unsupported', 'watermark_invalid'],
  } as const satisfies Route;
}
