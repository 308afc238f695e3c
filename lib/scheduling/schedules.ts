import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { type JobName, type JobSchedule, jobSchedules } from '../../contract/operations/health.ts';
import { DeadLetters } from '../handlers/dead-letter-queue.ts';
import { type CodeOf, Door } from '../handlers/handler-function.ts';
import type { Intake } from '../publishing/intake.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type SchedulesProps = { stage: Stage; codeOf: CodeOf; storage: Storage; intake: Intake };

/** What each job's resources are called, and the file under `lambdas/` that runs it. */
const jobs: Readonly<Record<JobName, { id: string; door: string }>> = {
  'release-due': { id: 'ReleaseDue', door: 'scheduling/release-due' },
  'send-digests': { id: 'SendDigests', door: 'digests/send-digests' },
  'clean-up': { id: 'CleanUp', door: 'operations/clean-up' },
  'take-stock': { id: 'TakeStock', door: 'operations/collect-metrics' },
};

/** The clock: one rule and one function for each job. */
export class Schedules extends Construct {
  readonly doors: Readonly<Record<JobName, Door>>;
  /** Runs that failed. */
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      ifThisFails: 'A scheduled job did not run: held notifications, digests or the nightly clean-up are late',
    });
    this.doors = {
      'release-due': this.addJob('release-due', props),
      'send-digests': this.addJob('send-digests', props),
      'clean-up': this.addJob('clean-up', props),
      'take-stock': this.addJob('take-stock', props),
    };
    for (const door of [this.doors['release-due'], this.doors['send-digests']]) {
      props.storage.letReadDueItems(door);
      props.intake.ingest.letSend(door);
    }
    props.storage.letEraseUsers(this.doors['clean-up']);
  }

  private addJob(name: JobName, { stage, codeOf, storage }: SchedulesProps): Door {
    const { id, door: file } = jobs[name];
    const { queue } = this.deadLetters;
    const door = new Door(this, id, { door: file, codeOf, stage, timeoutSeconds: stage.cronTimeoutSeconds });
    storage.letRunJob(door);
    door.function.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(queue) });
    new Rule(this, `${id}Rule`, {
      schedule: toCron(jobSchedules[name]),
      targets: [new LambdaFunction(door.function, { deadLetterQueue: queue })],
    });
    return door;
  }
}

/** A rate would count from when it was deployed; a cron's times can be told by whoever knows the schedule. */
function toCron(schedule: JobSchedule): Schedule {
  if ('everyMinutes' in schedule) return Schedule.expression(`cron(0/${schedule.everyMinutes} * * * ? *)`);

  const [hours, minutes] = schedule.dailyAt.split(':').map(Number);
  return Schedule.expression(`cron(${minutes} ${hours} * * ? *)`);
}
