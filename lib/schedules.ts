import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { JobName } from '../contract/health.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import { type CodeOf, Door } from './door.ts';
import type { Stage } from './stage.ts';
import type { Storage } from './storage.ts';

export type SchedulesProps = { stage: Stage; codeOf: CodeOf; alarms: Alarms; storage: Storage };

/** When each job runs; UTC. */
const jobs: Record<JobName, { id: string; schedule: Schedule }> = {
  'release-due': { id: 'ReleaseDue', schedule: Schedule.rate(Duration.minutes(5)) },
  'send-digests': { id: 'SendDigests', schedule: Schedule.rate(Duration.minutes(15)) },
  'clean-up': { id: 'CleanUp', schedule: Schedule.expression('cron(0 2 * * ? *)') },
};

/** The clock: one rule and one function for each job. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { stage, codeOf, alarms, storage }: SchedulesProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      alarms,
      ifThisFails: 'A scheduled job did not run: held notifications, digests or the nightly clean-up are late',
      article: 'missed-jobs',
    }).queue;

    for (const [name, { id, schedule }] of Object.entries(jobs)) {
      const door = new Door(this, id, {
        door: `cron/${name}`,
        codeOf,
        stage,
        timeoutSeconds: stage.cronTimeoutSeconds,
      });
      storage.letRunJob(door);
      door.function.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(deadLetters) });
      new Rule(this, `${id}Rule`, { schedule, targets: [new LambdaFunction(door.function, { deadLetterQueue: deadLetters })] });
    }
  }
}
