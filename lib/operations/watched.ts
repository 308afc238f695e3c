import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Delivery } from '../delivery/delivery.ts';
import type { Events } from '../events/events.ts';
import type { Feedback } from '../feedback/feedback.ts';
import type { DeadLetterQueue } from '../handlers/dead-letter-queue.ts';
import type { WorkQueue } from '../handlers/work-queue.ts';
import type { Api } from '../http/api.ts';
import type { Bus } from '../publishing/bus.ts';
import type { Intake } from '../publishing/intake.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { Storage } from '../storage.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { Alarms } from './alarms.ts';
import type { Jobs } from './jobs.ts';

/** What of the stack is watched. */
export type Watched = {
  alarms: Alarms;
  api: Api;
  bus: Bus;
  delivery: Delivery;
  events: Events | undefined;
  feedback: Feedback;
  intake: Intake;
  jobs: Jobs;
  statistics: Statistics | undefined;
  storage: Storage;
  webhooks: Webhooks | undefined;
};

/** Lists every queue of work. */
export function workQueuesOf({ intake, delivery, webhooks }: Watched): WorkQueue[] {
  return [intake.ingest, ...Object.values(delivery.queues), ...(webhooks === undefined ? [] : [webhooks.work])];
}

/** Lists every queue of dead-letter messages, but for that of jobs. */
export function deadLettersOf(props: Watched): Queue[] {
  const { bus, feedback, events, statistics } = props;
  const readers: { deadLetters: DeadLetterQueue }[] = [events, statistics].filter((reader) => reader !== undefined);
  return [...workQueuesOf(props), bus, feedback, ...readers].map(({ deadLetters }) => deadLetters.queue);
}
