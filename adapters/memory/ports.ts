import { byQueue } from '../../contract/channels/channels.ts';
import type { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import type { OwnMessage } from '../../contract/publishing/queue-messages.ts';
import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import type { Now } from '../../core/time/ports/clock.ts';
import { memoryApiKeys } from './access/api-keys.ts';
import { memoryRateCounter } from './access/rate-counter.ts';
import { memorySigningSecret } from './access/signing-secret.ts';
import { memoryBatches } from './batches/batches.ts';
import { memoryCancellations } from './cancellation/cancellations.ts';
import { memoryChatConnections } from './channels/chat/chat-connections.ts';
import { memoryConnections } from './channels/inbox/connections.ts';
import { memoryFeed } from './channels/inbox/feed.ts';
import { memoryDevices } from './channels/push/devices.ts';
import { memorySentSms } from './channels/sms/sent-sms.ts';
import { memorySmsMeter } from './channels/sms/sms-meter.ts';
import { memoryLedger } from './delivery/ledger.ts';
import { memoryPauses } from './delivery/pauses.ts';
import { memoryPermit } from './delivery/permit.ts';
import { memoryChatProviders, memoryDeviceProvider, memoryEmailProvider, memorySmsProvider } from './delivery/provider.ts';
import { memoryRateLimiter } from './delivery/rate-limiter.ts';
import { memoryWorkflowPauses } from './delivery/workflow-pauses.ts';
import { memoryDigests } from './digests/digests.ts';
import { memoryChangedNotifications } from './events/changed-notifications.ts';
import { memorySenderTallies } from './feedback/sender-tallies.ts';
import { memoryMessageLog } from './message-log/message-log.ts';
import { memoryResends } from './message-log/resends.ts';
import { memoryJobs } from './operations/jobs.ts';
import { memoryUnfinishedWork } from './operations/unfinished-work.ts';
import { memoryFrequencyCaps } from './planning/frequency-caps.ts';
import { memoryIdempotency } from './publishing/idempotency.ts';
import { memoryQueue } from './publishing/queue.ts';
import { memoryRecipientKeys } from './publishing/recipient-keys.ts';
import { memoryRequests } from './publishing/requests.ts';
import { memoryScheduleRuns, memorySchedules } from './schedules/schedules.ts';
import { memoryTimers } from './schedules/timers.ts';
import { memoryDueItems } from './scheduling/due-items.ts';
import { memoryCoveredItems } from './statistics/covered-items.ts';
import { memoryStatistics } from './statistics/statistics.ts';
import { memoryStore } from './store.ts';
import { memorySuppressions } from './suppressions/suppressions.ts';
import { memoryTenants } from './tenants/tenants.ts';
import { memoryTopicList, memoryTopics } from './topics/topics.ts';
import { memoryUserRecords } from './users/user-records.ts';
import { memoryUserList, memoryUsers } from './users/users.ts';
import { memoryDeliveries } from './webhooks/deliveries.ts';
import { memoryWebhooks } from './webhooks/webhooks.ts';

/** Every port over one store in memory: for tests of flows, where a table would only be slower. */
export function memoryPorts({ now = () => new Date() }: { now?: Now } = {}) {
  const store = memoryStore(now);
  return {
    users: memoryUsers(store),
    userList: memoryUserList(store),
    topics: memoryTopics(store),
    topicList: memoryTopicList(store),
    records: memoryUserRecords(store),
    feed: memoryFeed(store),
    connections: memoryConnections(store),
    chatConnections: memoryChatConnections(store),
    devices: memoryDevices(store),
    ledger: memoryLedger(store),
    requests: memoryRequests(store),
    changedNotifications: memoryChangedNotifications(store),
    messageLog: memoryMessageLog(store),
    statistics: memoryStatistics(),
    coveredItems: memoryCoveredItems(store),
    resends: memoryResends(store),
    frequencyCapCounts: memoryFrequencyCaps(store),
    cancellations: memoryCancellations(store),
    dueItems: memoryDueItems(store),
    digests: memoryDigests(store),
    batches: memoryBatches(store),
    idempotency: memoryIdempotency(),
    recipientKeys: memoryRecipientKeys(),
    apiKeys: memoryApiKeys(),
    rates: memoryRateCounter(),
    signingSecret: memorySigningSecret(),
    schedules: memorySchedules(store),
    scheduleRuns: memoryScheduleRuns(now),
    timers: memoryTimers(),
    jobs: memoryJobs(),
    unfinishedWork: memoryUnfinishedWork(store),
    meter: memorySmsMeter(),
    sentSms: memorySentSms(),
    suppressions: memorySuppressions(),
    tenants: memoryTenants(),
    webhooks: memoryWebhooks(),
    deliveries: memoryDeliveries(now),
    webhooksQueue: memoryQueue<WebhookMessage>(),
    pauses: memoryPauses(),
    workflowPauses: memoryWorkflowPauses(),
    tallies: memorySenderTallies(),
    rateLimiter: memoryRateLimiter(now),
    acquirePermit: memoryPermit(),
    ingest: memoryQueue<OwnMessage>(),
    ...byQueue(() => memoryQueue<DeliverMessage>()),
    emailProvider: memoryEmailProvider(),
    smsProvider: memorySmsProvider(),
    chatProviders: memoryChatProviders(),
    deviceProviders: { web: memoryDeviceProvider(), fcm: memoryDeviceProvider(), apns: memoryDeviceProvider() },
  };
}
