// the order in which the requests of a collection run, each on what those before have made

/** A request of the collections; what it does not say comes from docs/openapi.json. */
export type Chapter = {
  folder: string;
  requests: readonly StoryRequest[];
};
export type StoryRequest = {
  operation: string;
  /** Values in the path and the query, in place of the examples of the document. `{{name}}` is what an earlier request has kept. */
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** What later requests need of the answer, by its place there: `notifications[0].id`. */
  keeps?: Readonly<Record<string, string>>;
  /** The status to expect, where it is not the first of the document. */
  status?: number;
  /** How long to wait first: planning and sending take a moment after a publish. */
  waitMs?: number;
};

const title = 'Your order is on its way';
const message = { workflow: 'message', recipients: ['ada'], data: { title, body: 'It comes on Friday.' } };
const notification = { id: '{{notificationId}}' };
const webhook = { id: '{{webhookId}}' };
const noor = { id: 'noor' };
const webPush = {
  kind: 'web',
  endpoint: 'https://delivered.test.bellhop.example/send/cTUk3v',
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
};
const slack = { kind: 'slack', url: 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX' };

/** All that an app's server and a user's page may ask, in an order in which it works. */
export const story: readonly Chapter[] = [
  {
    folder: 'Publish',
    requests: [
      { operation: 'listWorkflows' },
      { operation: 'dryRun', body: message },
      { operation: 'publish', body: message, keeps: { notificationId: 'notifications[0].id', requestId: 'id' } },
      { operation: 'readRequest', path: { id: '{{requestId}}' }, waitMs: 3_000 },
      { operation: 'readNotification', path: notification },
      { operation: 'listNotifications', query: { limit: '10' } },
      { operation: 'resend', path: notification, body: { channels: ['email'], confirm: true } },
      { operation: 'replay' },
      { operation: 'cancel' },
    ],
  },
  {
    folder: 'Users',
    requests: [
      { operation: 'putUser', path: noor, body: { email: 'noor@example.com', name: 'Noor', timezone: 'Europe/London' } },
      { operation: 'putUsers', body: { users: [{ id: 'noor', email: 'noor@example.com', attributes: { plan: 'pro' } }] } },
      { operation: 'readUser', path: noor },
      { operation: 'listUsers', query: { prefix: 'no' } },
      { operation: 'listUserNotifications' },
      { operation: 'readPreferences', path: noor },
      { operation: 'patchPreferences', path: noor },
      { operation: 'putDevice', path: noor, body: webPush, keeps: { deviceId: 'id' } },
      { operation: 'listDevices', path: noor },
      { operation: 'deleteDevice', path: { ...noor, device: '{{deviceId}}' } },
      { operation: 'putUserChatConnection', path: noor, body: slack },
      { operation: 'readUserChatConnection', path: noor },
      { operation: 'listUserChatConnections', path: noor },
      { operation: 'deleteUserChatConnection', path: noor },
      { operation: 'exportUser', path: noor },
      { operation: 'deleteUser', path: noor },
      { operation: 'mintToken', keeps: { token: 'token', inAnHour: 'expires_at' } },
    ],
  },
  {
    folder: 'Inbox of a user',
    requests: [
      { operation: 'readFeed', keeps: { itemId: 'data[0].id', watermark: 'watermark' } },
      { operation: 'countUnread' },
      ...['markSeen', 'markUnseen', 'markRead', 'markUnread', 'archive', 'unarchive'].map((operation) => ({
        operation,
        path: { id: '{{itemId}}' },
      })),
      { operation: 'snooze', path: { id: '{{itemId}}' }, body: { until: '{{inAnHour}}' } },
      { operation: 'unsnooze', path: { id: '{{itemId}}' } },
      { operation: 'markAllSeen', body: { through: '{{watermark}}' } },
      { operation: 'markAllRead', body: { through: '{{watermark}}' } },
      { operation: 'readOwnPreferences' },
      { operation: 'patchOwnPreferences', body: { digest_time: '08:00' } },
      { operation: 'putOwnDevice', body: webPush, keeps: { deviceId: 'id' } },
      { operation: 'listOwnDevices' },
      { operation: 'deleteOwnDevice', path: { device: '{{deviceId}}' } },
    ],
  },
  {
    folder: 'Topics and schedules',
    requests: [
      { operation: 'subscribe', path: { user: 'grace' } },
      { operation: 'listTopics' },
      { operation: 'listSubscriptions' },
      { operation: 'putTopicChatConnection', body: slack },
      { operation: 'readTopicChatConnection' },
      { operation: 'listTopicChatConnections' },
      { operation: 'deleteTopicChatConnection' },
      { operation: 'createSchedule' },
      { operation: 'listSchedules' },
      { operation: 'readSchedule' },
      { operation: 'runSchedule' },
      { operation: 'changeSchedule' },
      { operation: 'deleteSchedule' },
      { operation: 'unsubscribeFromTopic', path: { user: 'grace' } },
    ],
  },
  {
    folder: 'Webhooks',
    requests: [
      {
        operation: 'createWebhook',
        body: { url: 'http://127.0.0.1:3000/hooks/bellhop', events: ['message.bounced'] },
        keeps: { webhookId: 'id' },
      },
      { operation: 'listWebhooks' },
      { operation: 'readWebhook', path: webhook },
      { operation: 'updateWebhook', path: webhook, body: { description: 'On my machine' } },
      { operation: 'rotateWebhookSecret', path: webhook },
      { operation: 'testWebhook', path: webhook, keeps: { deliveryId: 'id' } },
      { operation: 'listWebhookDeliveries', path: webhook },
      // nobody listens there, so that its next attempt is still to come
      { operation: 'replayWebhookDelivery', path: { ...webhook, delivery: '{{deliveryId}}' }, status: 409 },
      { operation: 'deleteWebhook', path: webhook },
    ],
  },
  {
    folder: 'Tenants',
    requests: ['putTenant', 'readTenant', 'listTenants', 'deleteTenant'].map((operation) => ({ operation })),
  },
  {
    folder: 'Operations',
    requests: [
      { operation: 'addSuppression', body: { address: 'gone@example.com' } },
      { operation: 'listSuppressions' },
      { operation: 'removeSuppression', path: { address: 'gone@example.com' } },
      { operation: 'readStatistics' },
      { operation: 'readHealth' },
      { operation: 'readSchedules' },
      { operation: 'readStuckWork' },
      { operation: 'readPausedWork' },
    ],
  },
];

/** Calls that no collection makes: a person opens one, a provider makes another, and one is another's old name. */
export const notTold: ReadonlySet<string> = new Set(['showUnsubscribe', 'unsubscribe', 'receiveReceipt', 'simulate']);
