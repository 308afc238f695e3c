import type { RouteName } from '../../../contract/http/routes.ts';

/** What somebody has under names that the others have as well, with the ids of it, which nobody else has, and a device that is nobody's yet. */
export type Owned = Record<'notification' | 'request' | 'waiting' | 'device' | 'otherDevice' | 'watermark', string> & {
  newDevice: unknown;
};

/** A call of a route, but for who makes it. */
export type CallOf = { params?: Record<string, string>; query?: string; body?: unknown };

/** Makes the calls of a route for what is somebody's; `bob` is how their user is spelled. */
export type MakeCalls = (of: Owned, bob: string) => CallOf[];

/** The names that everybody has something by. */
export const names = { user: 'bob', topic: 'bobs', connection: 'ops', cancellationKey: 'bob-key', schedule: 'bob-daily' };

const message = { workflow: 'message', data: { title: 'Hello', body: 'Bob.' } };
const chat = { kind: 'slack', url: 'https://hooks.slack.com/services/T/B/x' };
const ids = { webhook: 'wh_01KAPJ4E3V8Q6WJ9X0T2M5N7RC', delivery: 'evt_01KAPJ4E3V8Q6WJ9X0T2M5N7RC' };
const once: MakeCalls = () => [{}];
const ofUser: MakeCalls = (_, id) => [{ params: { id } }];
const ofTopic: MakeCalls = (_, bob) => [{ params: { topic: `${bob}s` } }];
const ofItem: MakeCalls = ({ notification }) => [{ params: { id: notification } }];
const ofConnection: MakeCalls = (_, id) => [{ params: { id, connection: names.connection } }];
const ofTopicsConnection: MakeCalls = (_, bob) => [{ params: { topic: `${bob}s`, connection: names.connection } }];
const ofSchedule: MakeCalls = (_, bob) => [{ params: { id: `${bob}-daily` } }];
const ofTenant: MakeCalls = () => [{ params: { id: 'beta' } }];
const ofWebhook: MakeCalls = () => [{ params: { id: ids.webhook } }];
const withBody =
  (body: unknown, make: MakeCalls = once): MakeCalls =>
  (of, bob) =>
    make(of, bob).map((call) => ({ ...call, body }));
const ofPublish: MakeCalls = (_, bob) => [
  { body: { ...message, recipients: [bob], actor: bob } },
  { body: { ...message, recipients: [{ id: bob, timezone: 'Europe/Paris' }], cancellation_key: `${bob}-key` } },
  { body: { ...message, topic: `${bob}s` } },
  { body: { ...message, audience: { all: true } } },
];
const ofDryRun: MakeCalls = (_, bob) => [
  { body: { ...message, recipients: [bob], actor: bob } },
  { body: { ...message, audience: { all: true } } },
];

/**
 * The calls of each route that a server or a user makes, in the order in which they are made: what takes something away comes last. A route
 * that is missing here is a fault.
 */
export const callsOf: Readonly<Partial<Record<RouteName, MakeCalls>>> = {
  readNotification: ofItem,
  readRequest: ({ request }) => [{ params: { id: request } }],
  listNotifications: ({ request, notification }, bob) => [
    {},
    { query: `user=${encodeURIComponent(bob)}` },
    { query: `request=${request}` },
    { query: `cancellation_key=${encodeURIComponent(bob)}-key` },
    { query: `topic=${encodeURIComponent(bob)}s` },
    ...['azure', 'violet', 'amber'].map((word) => ({ query: `address=bob%40${word}.example` })),
    { query: `user=${notification}` },
  ],
  listUserNotifications: ofUser,
  listUsers: (_, bob) => [{}, { query: `prefix=${encodeURIComponent(bob)}` }],
  listTopics: once,
  listSubscriptions: ofTopic,
  listWorkflows: once,
  readUser: ofUser,
  exportUser: ofUser,
  mintToken: ofUser,
  readPreferences: ofUser,
  readUserChatConnection: ofConnection,
  listUserChatConnections: ofUser,
  readTopicChatConnection: ofTopicsConnection,
  listTopicChatConnections: ofTopic,
  listDevices: ofUser,
  dryRun: ofDryRun,
  simulate: ofDryRun,

  readFeed: once,
  countUnread: once,
  readOwnPreferences: once,
  listOwnDevices: once,
  markRead: ofItem,
  markUnread: ofItem,
  markSeen: ofItem,
  markUnseen: ofItem,
  archive: ofItem,
  unarchive: ofItem,
  snooze: withBody({ until: new Date(Date.now() + 86_400_000).toISOString() }, ofItem),
  unsnooze: ofItem,
  patchOwnPreferences: withBody({ digest_time: '07:00' }),
  putOwnDevice: ({ newDevice }) => [{ body: newDevice }],

  publish: ofPublish,
  resend: withBody({ channels: ['email'], confirm: true }, ofItem),
  putUser: withBody({ timezone: 'Europe/Rome' }, ofUser),
  putUsers: (_, id) => [{ body: { users: [{ id, timezone: 'Europe/Rome' }] } }],
  patchPreferences: withBody({ digest_time: '06:00' }, ofUser),
  subscribe: (_, user) => [{ params: { topic: `${user}s`, user } }],
  putUserChatConnection: withBody(chat, ofConnection),
  putTopicChatConnection: withBody(chat, ofTopicsConnection),
  putDevice: ({ newDevice }, id) => [{ params: { id }, body: newDevice }],

  replay: withBody({ filter: { user: names.user }, dry_run: true }),
  putTenant: withBody({ brand: { name: 'Mallory' } }, ofTenant),
  readTenant: ofTenant,
  listTenants: once,
  deleteTenant: ofTenant,
  createSchedule: (_, bob) => [
    { body: { ...message, id: `${bob}-new`, recipients: [bob], every: '2 hours' } },
    { body: { ...message, topic: `${bob}s`, every: '2 hours' } },
    { body: { ...message, audience: { all: true }, every: '2 hours' } },
  ],
  listSchedules: once,
  readSchedule: ofSchedule,
  changeSchedule: withBody({ paused: true }, ofSchedule),
  runSchedule: ofSchedule,
  deleteSchedule: ofSchedule,
  listSuppressions: once,
  addSuppression: withBody({ address: 'bob@violet.example' }),
  removeSuppression: () => [{ params: { address: 'bob@violet.example' } }],
  readStatistics: once,
  createWebhook: withBody({ url: 'https://hooks.example.com/' }),
  listWebhooks: once,
  readWebhook: ofWebhook,
  updateWebhook: withBody({ status: 'disabled' }, ofWebhook),
  rotateWebhookSecret: ofWebhook,
  testWebhook: ofWebhook,
  listWebhookDeliveries: ofWebhook,
  replayWebhookDelivery: () => [{ params: { id: ids.webhook, delivery: ids.delivery } }],
  deleteWebhook: ofWebhook,
  readSchedules: once,
  readStuckWork: once,
  readPausedWork: once,

  markAllSeen: ({ watermark }) => [{ body: { through: watermark } }],
  markAllRead: ({ watermark }) => [{ body: { through: watermark } }],
  deleteOwnDevice: ({ device }) => [{ params: { device } }],
  deleteDevice: ({ otherDevice }, id) => [{ params: { id, device: otherDevice } }],
  cancel: ({ waiting }, bob) => [{ body: { id: waiting } }, { body: { cancellation_key: `${bob}-key` } }],
  deleteUserChatConnection: ofConnection,
  deleteTopicChatConnection: ofTopicsConnection,
  unsubscribeFromTopic: (_, user) => [{ params: { topic: `${user}s`, user } }],
  deleteUser: ofUser,
};
