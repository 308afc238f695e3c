import type { DeliverMessage } from '../../contract/queue-messages.ts';
import type { Now } from '../../core/ports/clock.ts';
import type { IngestWork } from '../../core/ports/queues.ts';
import { memoryApiKeys } from './api-keys.ts';
import { memoryAttention } from './attention.ts';
import { memoryCancellations } from './cancellations.ts';
import { memoryDigests } from './digests.ts';
import { memoryDueItems } from './due-items.ts';
import { memoryFeed } from './feed.ts';
import { memoryIdempotency } from './idempotency.ts';
import { memoryJobs } from './jobs.ts';
import { memoryLedger } from './ledger.ts';
import { memoryParking } from './parking.ts';
import { memoryMailer, memoryTexter } from './provider.ts';
import { memoryQueue } from './queue.ts';
import { memoryRateCounter } from './rate-counter.ts';
import { memoryRequests } from './requests.ts';
import { memorySendSlots } from './send-slots.ts';
import { memorySenderTallies } from './sender-tallies.ts';
import { memorySentSms } from './sent-sms.ts';
import { memorySigningSecret } from './signing-secret.ts';
import { memorySmsMeter } from './sms-meter.ts';
import { memoryStore } from './store.ts';
import { memorySuppressions } from './suppressions.ts';
import { memoryTopics } from './topics.ts';
import { memoryTurn } from './turn.ts';
import { memoryUserRecords } from './user-records.ts';
import { memoryUsers } from './users.ts';

/** Every port over one store in memory: for tests of flows, where a table would only be slower. */
export function memoryPorts({ now = () => new Date() }: { now?: Now } = {}) {
  const store = memoryStore(now);
  return {
    users: memoryUsers(store),
    topics: memoryTopics(store),
    records: memoryUserRecords(store),
    feed: memoryFeed(store),
    ledger: memoryLedger(store),
    requests: memoryRequests(store),
    attention: memoryAttention(store),
    cancellations: memoryCancellations(store),
    dueItems: memoryDueItems(store),
    digests: memoryDigests(store),
    idempotency: memoryIdempotency(),
    apiKeys: memoryApiKeys(),
    rates: memoryRateCounter(),
    signingSecret: memorySigningSecret(),
    jobs: memoryJobs(),
    meter: memorySmsMeter(),
    sentSms: memorySentSms(),
    suppressions: memorySuppressions(),
    parking: memoryParking(),
    tallies: memorySenderTallies(),
    slots: memorySendSlots(now),
    takeTurn: memoryTurn(),
    ingest: memoryQueue<IngestWork>(),
    email: memoryQueue<DeliverMessage>(),
    bulkEmail: memoryQueue<DeliverMessage>(),
    sms: memoryQueue<DeliverMessage>(),
    mailer: memoryMailer(),
    texter: memoryTexter(),
  };
}
