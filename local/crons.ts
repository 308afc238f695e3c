import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import { localRegion } from './endpoints.ts';
import { readSchedule } from './schedule-expression.ts';
import type { Stoppable } from './stopping.ts';
import type { Resource } from './template/blueprint.ts';
import { localAccountId } from './template/lookup.ts';

type Rule = Resource<'AWS::Events::Rule'>;

/** A scheduled rule as it stands. `name` is that of the function which the rule calls. */
export type CronState = { name: string; schedule: string; nextRunAt: Date | undefined };

/** The template's scheduled rules. */
export type Crons = Stoppable & {
  list(): CronState[];
  /** Runs a job now, with that time on its event; answers what its function did. Nothing when there is no such job. */
  run(name: string, time: Date): Promise<unknown> | undefined;
};

/** How a rule reaches its target. */
export type CronDeps = {
  nameOf: (functionArn: string) => string;
  invoke: (functionArn: string, event: ScheduledEvent) => Promise<unknown>;
  now: () => Date;
};

/** Starts the clock of every scheduled rule. Times are UTC and the minute's, as EventBridge's are. */
export function startCrons(rules: readonly Rule[], { nameOf, invoke, now }: CronDeps): Crons {
  const startedAt = now();
  const jobs = rules.flatMap((rule) => {
    const expression = rule.properties.ScheduleExpression;
    if (expression === undefined || rule.properties.State === 'DISABLED') return [];
    const schedule = readSchedule(expression, startedAt);
    return rule.properties.Targets.map((target) => ({ name: nameOf(target.Arn), rule, target, expression, schedule }));
  });
  const timers = new Map<(typeof jobs)[number], NodeJS.Timeout>();

  function call({ rule, target }: (typeof jobs)[number], time: Date): Promise<unknown> {
    const event = target.Input ? (JSON.parse(target.Input) as ScheduledEvent) : scheduledEvent(rule.name, time);
    return invoke(target.Arn, event);
  }

  function wait(job: (typeof jobs)[number], from: Date): void {
    const at = job.schedule.next(from);
    if (!at) return;
    // a timer holds 24.8 days at most; and a laptop that slept wakes up late: then the job runs once, at its own time
    const delayMs = Math.min(at.getTime() - now().getTime(), 2 ** 31 - 1);
    const timer = setTimeout(() => {
      if (now() < at) return wait(job, from);
      call(job, at).catch(() => {}); // the function's own log says why
      wait(job, now());
    }, delayMs);
    timers.set(job, timer.unref());
  }
  for (const job of jobs) wait(job, startedAt);

  return {
    list: () => jobs.map(({ name, expression, schedule }) => ({ name, schedule: expression, nextRunAt: schedule.next(now()) })),
    run(name, time) {
      const job = jobs.find((candidate) => candidate.name === name);
      return job && call(job, time);
    },
    async stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

function scheduledEvent(ruleName: string, time: Date): ScheduledEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: localAccountId,
    time: time.toISOString().replace(/\.\d{3}Z$/, 'Z'), // EventBridge's events carry whole seconds
    region: localRegion,
    resources: [`arn:aws:events:${localRegion}:${localAccountId}:rule/${ruleName}`],
    detail: {},
  };
}
