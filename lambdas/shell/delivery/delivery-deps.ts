import { dynamoInboxReads } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { dynamoDeliveryLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoWorkflowPauses } from '../../../adapters/dynamodb/delivery/workflow-pauses.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { rememberedTenants } from '../../../adapters/dynamodb/tenants/remembered-tenants.ts';
import { dynamoUserReads } from '../../../adapters/dynamodb/users/users.ts';
import { rememberedPauses, rememberedWorkflowPauses } from '../../../adapters/providers/remembered-pauses.ts';
import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import type { Settings } from '../../../contract/settings.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { notingFound } from '../ids/noting.ts';
import { stopEndless } from './stop-endless.ts';

/** The settings that every channel delivers by. */
export const deliverySettings = [
  'TABLE_NAME',
  'INGEST_QUEUE_URL',
  'LEASE_SECONDS',
  'AMBIGUOUS_WAIT_SECONDS',
  'QUOTA_REST_SECONDS',
  'PROVIDER_TIMEOUT_SECONDS',
  'RETRY_WINDOW_SECONDS',
] as const;

/** What every channel delivers with. By whom it sends, and how fast, is its own. */
export function deliveryDeps(
  settings: Pick<Settings, (typeof deliverySettings)[number]>,
  { table, workflows }: { table: Table; workflows: ReadonlyMap<string, Workflow> },
) {
  const now = () => new Date();
  return {
    ledger: notingFound(dynamoDeliveryLedger(table)),
    ingest: sqsQueue(settings.INGEST_QUEUE_URL),
    suppressions: dynamoSuppressions(table),
    users: dynamoUserReads(table),
    tenants: rememberedTenants(table),
    feed: dynamoInboxReads(table),
    workflows: stopEndless(workflows),
    leaseSeconds: settings.LEASE_SECONDS,
    ambiguousWaitSeconds: settings.AMBIGUOUS_WAIT_SECONDS,
    retryWindowSeconds: settings.RETRY_WINDOW_SECONDS,
    pauses: rememberedPauses(dynamoPauses(table), { seconds: 5, now }),
    workflowPauses: rememberedWorkflowPauses(dynamoWorkflowPauses(table), { seconds: 5, now }),
    pauseSeconds: settings.QUOTA_REST_SECONDS,
    now,
  };
}
