import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { JobName } from '../contract/health.ts';
import { DeadLetters } from './dead-letters.ts';
import { type CodeOf, Door } from './door.ts';
import type { Stage } from './stage.ts';
import type { Storage } from './storage.ts';

export type SchedulesProps = { stage: Stage; codeOf: CodeOf; storage: Storage };

/** When each job runs; UTC. */
const jobs: Record<JobName, { id: string; schedule: Schedule }> = {
  'release-due': { id: 'ReleaseDue', schedule: Schedule.rate(Duration.minutes(5)) },
  'send-digests': { id: 'SendDigests', schedule: Schedule.rate(Duration.minutes(15)) },
  'clean-up': { id: 'CleanUp', schedule: Schedule.expression('cron(0 2 * * ? *)') },
  'take-stock': { id: 'TakeStock', schedule: Schedule.rate(Duration.minutes(5)) },
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
  }

  private addJob(name: JobName, { stage, codeOf, storage }: SchedulesProps): Door {
    const { id, schedule } = jobs[name];
    const { queue } = this.deadLetters;
    const door = new Door(this, id, { door: `cron/${name}`, codeOf, stage, timeoutSeconds: stage.cronTimeoutSeconds });
    storage.letRunJob(door);
    door.function.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(queue) });
    new Rule(this, `${id}Rule`, { schedule, targets: [new LambdaFunction(door.function, { deadLetterQueue: queue })] });
    return door;
  }
}
