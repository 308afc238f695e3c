import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { type JobName, type JobSchedule, jobSchedules } from '../../contract/operations/health.ts';
import { DeadLetterQueue } from '../handlers/dead-letter-queue.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import type { Intake } from '../publishing/intake.ts';
import type { ScheduleTimers } from '../schedules/schedule-timers.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type JobsProps = { stage: Stage; codeOf: CodeOf; storage: Storage; intake: Intake; timers: ScheduleTimers };

/** What each job's resources are called, and the file under `lambdas/` that runs it. */
const files: Readonly<Record<JobName, { id: string; handler: string }>> = {
  'release-due': { id: 'ReleaseDue', handler: 'scheduling/release-due' },
  'send-digests': { id: 'SendDigests', handler: 'digests/send-digests' },
  'clean-up': { id: 'CleanUp', handler: 'operations/clean-up' },
  'collect-metrics': { id: 'CollectMetrics', handler: 'operations/collect-metrics' },
};

/** Makes one rule and one function for each job. */
export class Jobs extends Construct {
  readonly handlers: Readonly<Record<JobName, HandlerFunction>>;
  /** Runs that failed. */
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: JobsProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      ifThisFails: 'A scheduled job did not run: held notifications, digests or the nightly clean-up are late',
    });
    this.handlers = {
      'release-due': this.addJob('release-due', props),
      'send-digests': this.addJob('send-digests', props),
      'clean-up': this.addJob('clean-up', props),
      'collect-metrics': this.addJob('collect-metrics', props),
    };
    for (const handler of [this.handlers['release-due'], this.handlers['send-digests']]) {
      props.storage.grant(handler, 'readDueItems');
      props.intake.ingest.grantSend(handler);
    }
    props.storage.grant(this.handlers['clean-up'], 'eraseUsers');
    props.storage.grant(this.handlers['clean-up'], 'readSchedules');
    props.timers.grantMend(this.handlers['clean-up']);
  }

  private addJob(name: JobName, { stage, codeOf, storage }: JobsProps): HandlerFunction {
    const { id, handler: file } = files[name];
    const { queue } = this.deadLetters;
    const handler = new HandlerFunction(this, id, { handler: file, codeOf, stage, timeoutSeconds: stage.cronTimeoutSeconds });
    storage.grant(handler, 'runJob');
    handler.function.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(queue) });
    new Rule(this, `${id}Rule`, {
      schedule: toCron(jobSchedules[name]),
      targets: [new LambdaFunction(handler.function, { deadLetterQueue: queue })],
    });
    return handler;
  }
}

/** A rate would count from when it was deployed; a cron's times can be told by whoever knows the schedule. */
function toCron(schedule: JobSchedule): Schedule {
  if ('everyMinutes' in schedule) return Schedule.expression(`cron(0/${schedule.everyMinutes} * * * ? *)`);

  const [hours, minutes] = schedule.dailyAt.split(':').map(Number);
  return Schedule.expression(`cron(${minutes} ${hours} * * ? *)`);
}
