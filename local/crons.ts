import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import { localRegion } from './endpoints.ts';
import { readSchedule, type Schedule } from './schedule-expression.ts';
import type { Stoppable } from './stopping.ts';
import type { Resource } from './template/blueprint.ts';
import { localAccountId } from './template/lookup.ts';

type Rule = Resource<'AWS::Events::Rule'>;

/** A scheduled rule as it stands. `name` is that of the function which the rule calls. */
export type CronState = { name: string; schedule: string; nextRunAt: Date | undefined };

/** The template's scheduled rules. */
export type Crons = Stoppable & {
  list(): CronState[];
  /** Runs a job with that time on its event, as soon as it is at nothing else; answers what its function did. Nothing when there is no such job. */
  run(name: string, time: Date): Promise<unknown> | undefined;
  /** Runs each job whose time came while the local system was off: once, at the latest time that was missed. */
  catchUp(lastDone: (name: string) => Date | undefined): void;
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
  const pauses = new Set<NodeJS.Timeout>();
  const underWay = new Map<(typeof jobs)[number], Promise<unknown>>();

  /** Waits; a stop ends it for good. */
  function pauseFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        pauses.delete(timer);
        resolve();
      }, ms);
      pauses.add(timer.unref());
    });
  }

  function call({ rule, target }: (typeof jobs)[number], time: Date, detail = {}): Promise<unknown> {
    const event = target.Input ? (JSON.parse(target.Input) as ScheduledEvent) : scheduledEvent(rule.name, time, detail);
    return invoke(target.Arn, event);
  }

  /** Notes a run, so that whoever wants one by hand waits for it: a job refuses a second run beside the first. */
  function noted<Answer>(job: (typeof jobs)[number], run: Promise<Answer>): Promise<Answer> {
    underWay.set(job, Promise.allSettled([underWay.get(job), run]));
    return run;
  }

  /** Tries a call as often as Lambda tries what was invoked without waiting: up to three times, a minute and then two apart. */
  async function callUntilDone(job: (typeof jobs)[number], time: Date): Promise<void> {
    for (const pauseMinutes of [1, 2, 0]) {
      try {
        await noted(job, call(job, time));
        return;
      } catch {
        // the function's own log says why
        if (pauseMinutes === 0) return;
        await pauseFor(pauseMinutes * 60_000);
      }
    }
  }

  function wait(job: (typeof jobs)[number], from: Date): void {
    const at = job.schedule.next(from);
    if (!at) return;
    // a timer holds 24.8 days at most; and a machine that slept wakes up late: then the job runs once, at its own time
    const delayMs = Math.min(at.getTime() - now().getTime(), 2 ** 31 - 1);
    const timer = setTimeout(() => {
      if (now() < at) return wait(job, from);
      void callUntilDone(job, at);
      wait(job, now());
    }, delayMs);
    timers.set(job, timer.unref());
  }
  for (const job of jobs) wait(job, startedAt);

  return {
    list: () => jobs.map(({ name, expression, schedule }) => ({ name, schedule: expression, nextRunAt: schedule.next(now()) })),
    run(name, time) {
      const job = jobs.find((candidate) => candidate.name === name);
      return (
        job &&
        noted(
          job,
          Promise.resolve(underWay.get(job)).then(() => call(job, time, { by_hand: true })),
        )
      );
    },
    catchUp(lastDone) {
      for (const job of jobs) {
        const missed = lastMissed(job.schedule, lastDone(job.name), now());
        if (missed !== undefined) void callUntilDone(job, missed);
      }
    },
    async stop() {
      for (const timer of [...timers.values(), ...pauses]) clearTimeout(timer);
    },
  };
}

/** The latest time of a schedule between when its job was last done and now; none when it has never been done. */
function lastMissed(schedule: Schedule, done: Date | undefined, now: Date): Date | undefined {
  if (done === undefined) return undefined;
  const twoDaysAgo = new Date(now.getTime() - 2 * 24 * 3_600_000); // longer than any job's period, and not so many steps
  let missed: Date | undefined;
  for (let at = schedule.next(done > twoDaysAgo ? done : twoDaysAgo); at !== undefined && at <= now; at = schedule.next(at)) {
    missed = at;
  }
  return missed;
}

function scheduledEvent(ruleName: string, time: Date, detail: object): ScheduledEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: localAccountId,
    time: time.toISOString().replace(/\.\d{3}Z$/, 'Z'), // EventBridge's events carry whole seconds
    region: localRegion,
    resources: [`arn:aws:events:${localRegion}:${localAccountId}:rule/${ruleName}`],
    detail,
  };
}
