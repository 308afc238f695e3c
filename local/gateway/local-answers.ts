import * as z from 'zod';
import { SuppressionAnswer } from '../../contract/suppressions/suppressions.ts';
import { TokenAnswer } from '../../contract/users/users.ts';
import { Instant } from '../../contract/values.ts';
import { FaultOrder } from '../emulators/providers/faults.ts';
import { ListedChannel, User } from './answers/channels.ts';
import { FunctionState, Job } from './answers/functions.ts';
import { keyAnswers } from './answers/keys.ts';
import { RecentNotification, WaitingNotification } from './answers/notifications.ts';
import { OutboxEntry } from './answers/outbox.ts';
import { DeadLetter, PausedQueue, QueueState } from './answers/queues.ts';
import { Alarm, Sending, Stage } from './answers/stage.ts';
import { WorkflowsAnswer } from './answers/workflows.ts';

export type { KeyOrder } from './answers/keys.ts';

/** A list of the local system's. */
const list = <Item extends z.ZodType>(item: Item) => z.strictObject({ data: z.array(item) });

/** What each of the system's own addresses answers to the console, which takes its types from here; journeys hold every answer to it. */
export const localAnswers = {
  'POST /local/token': TokenAnswer,
  'GET /local/outbox': list(OutboxEntry),
  'GET /local/queues': list(QueueState),
  'GET /local/functions': list(FunctionState),
  'GET /local/jobs': list(Job),
  'GET /local/refused-origins': list(z.strictObject({ origin: z.string(), asked_at: Instant, way_out: z.string() })),
  'GET /local/users': list(User),
  'GET /local/topics': list(z.strictObject({ name: z.string(), subscribers: z.array(z.string()) })),
  'GET /local/waiting': list(WaitingNotification),
  'GET /local/recent': list(RecentNotification),
  'GET /local/paused': list(PausedQueue),
  'GET /local/channels': list(ListedChannel),
  'GET /local/workflows': WorkflowsAnswer,
  /** A job answers what it likes; most say how many items they handled. */
  'POST /local/run': z.strictObject({ result: z.looseObject({ handled: z.int().optional() }).nullish() }),
  'GET /local/faults': list(FaultOrder),
  'PUT /local/faults': list(FaultOrder),
  'GET /local/stage': Stage,
  'GET /local/sending': Sending,
  /** `through`: up to when was looked, and `next` goes on from there. */
  'GET /local/due/{from}': z.strictObject({
    data: z.array(WaitingNotification),
    through: Instant,
    next: z.string(),
    is_cut: z.boolean(),
  }),
  /** `why_none`: why there are none, where there cannot be any. */
  'GET /local/alarms': z.strictObject({ data: z.array(Alarm), why_none: z.string().optional() }),
  'GET /local/user-topics/{user}': z.strictObject({ data: z.array(z.string()) }),
  'GET /local/dead-letters/{queue}': z.strictObject({ data: z.array(DeadLetter), is_redrivable: z.boolean() }),
  'POST /local/dead-letters/{queue}/redrive': z.strictObject({ moved: z.int(), kept: z.int(), why_kept: z.string().optional() }),
  /** `lifted`: the stage had something against the address. */
  'GET /local/user-suppressions/{user}': list(SuppressionAnswer),
  'POST /local/lift': z.strictObject({ lifted: z.boolean(), ses: z.string() }),
  ...keyAnswers,
} as const;

/** The same as types. */
export type LocalAnswers = { [Operation in keyof typeof localAnswers]: z.infer<(typeof localAnswers)[Operation]> };
