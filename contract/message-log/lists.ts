import * as z from 'zod';
import { Tracked } from '../channels/email/tracking.ts';
import { ExperimentAnswer } from '../experiments/experiment.ts';
import { Cursor, Limit } from '../http/cursor.ts';
import { Priority } from '../publishing/priority.ts';
import { tenantBeside } from '../tenants/tenant-id.ts';
import { TopicName } from '../topics/topics.ts';
import { UserAnswer } from '../users/users.ts';
import { Category, Channel, Locale, UserId, WorkflowKey } from '../values.ts';
import { WorkflowSteps } from '../workflows/steps.ts';

/** Which part of a list. */
export const PageQuery = z.strictObject({ limit: Limit, cursor: Cursor.optional() });
export type PageQuery = z.infer<typeof PageQuery>;

/** Which users to list, in the order of their ids. */
export const UserQuery = z.strictObject({
  prefix: UserId.meta({ description: 'How their ids begin' }).optional(),
  ...PageQuery.shape,
});
export type UserQuery = z.infer<typeof UserQuery>;

/** A page of users. */
export const UserPage = z.strictObject({ data: z.array(UserAnswer), next_cursor: Cursor.optional() }).meta({ id: 'UserPage' });
export type UserPage = z.infer<typeof UserPage>;

/** A page of the topics that somebody is subscribed to. It may be short and have a `next_cursor`, where topics have lost their last. */
export const TopicPage = z
  .strictObject({ data: z.array(z.strictObject({ tenant: tenantBeside, topic: TopicName })), next_cursor: Cursor.optional() })
  .meta({ id: 'TopicPage' });
export type TopicPage = z.infer<typeof TopicPage>;

/** A page of those who are subscribed to a topic. */
export const SubscriptionPage = z
  .strictObject({ data: z.array(z.strictObject({ user: UserId })), next_cursor: Cursor.optional() })
  .meta({ id: 'SubscriptionPage' });
export type SubscriptionPage = z.infer<typeof SubscriptionPage>;

/** A workflow as its owner wrote it. `payload` is the JSON Schema of `data`, and `example` fits it. */
export const WorkflowAnswer = z
  .strictObject({
    key: WorkflowKey,
    category: Category,
    priority: Priority,
    channels: z.array(Channel),
    required: z.boolean(),
    /** Absent: to users' primary addresses. */
    to: z.literal('verified').optional(),
    track_email: z.array(Tracked).optional(),
    description: z.string().optional(),
    /** Those that it has words in, its own first. */
    languages: z.array(Locale).optional(),
    payload: z.record(z.string(), z.unknown()),
    example: z.record(z.string(), z.unknown()),
    steps: WorkflowSteps.optional(),
    experiment: ExperimentAnswer.optional(),
  })
  .meta({ id: 'Workflow' });
export type WorkflowAnswer = z.infer<typeof WorkflowAnswer>;

/** Every workflow there is. */
export const WorkflowList = z.strictObject({ data: z.array(WorkflowAnswer) }).meta({ id: 'WorkflowList' });
export type WorkflowList = z.infer<typeof WorkflowList>;
