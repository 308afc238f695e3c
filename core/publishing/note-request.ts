import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import type { Refusal } from '../../contract/publishing/publish.ts';
import { daysKept, longestWaitOfAnyDays, type Retention } from '../operations/rules/retention.ts';
import { type Tenant, tenantOf } from '../tenants/rules/owned.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import type { NotedBroadcast, Requests } from './ports/requests.ts';
import { notificationIdFor, visibleAt } from './rules/derived-id.ts';

export type NoteRequestDeps = { requests: Requests; workflows: ReadonlyMap<string, Workflow> } & Retention;

/** A run for one user or many, of which a part is noted. */
type Run = Omit<NotifyMessage, 'type' | 'userId' | 'alone' | 'refused'>;
type Part = {
  userIds: readonly string[];
  from?: number;
  isLast?: boolean;
  refused?: readonly Refusal[] | undefined;
  /** Whose it is, where no user of it says so yet. */
  tenant?: Tenant;
  broadcast?: NotedBroadcast;
};

/**
 * Notes which notifications a request makes, before they are made: so whoever asks for the request finds them. Doing it again changes
 * nothing. It is kept as long as the last of them may be.
 */
export async function noteRequest(run: Run, part: Part, { requests, workflows, ...retention }: NoteRequestDeps): Promise<void> {
  const { requestId, workflow, topic, test } = run;
  const { userIds, from = 0, isLast = true, refused = [], broadcast } = part;
  const tenant = part.tenant ?? tenantOf(topic ?? userIds[0] ?? '');
  const seenAt = visibleAt(run);
  const category = workflows.get(workflow)?.category;
  const days = longestWaitOfAnyDays() + (category === undefined ? retention.retentionDays : daysKept(category, retention));
  await requests.note({
    requestId,
    workflow,
    ...(topic !== undefined && { topic }),
    ...(tenant !== undefined && { tenant }),
    test,
    requestedAt: new Date(run.requestedAt),
    from,
    notificationIds: userIds.map((userId) => notificationIdFor(seenAt, requestId, userId)),
    isLast,
    ...(broadcast && { broadcast }),
    // who was refused is where they were named: a deleted user's id is not to be found here
    refused: refused.map(({ pointer, code, detail }) => ({ pointer, code, detail })),
    expiresAt: new Date(seenAt.getTime() + days * 86_400_000),
  });
}
