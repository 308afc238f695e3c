import type * as z from 'zod';
import { localRegion } from '../../../endpoints.ts';
import type { Stoppable } from '../../../stopping.ts';
import { localAccountId } from '../../../template/lookup.ts';
import { AwsError, type WireAnswer } from '../protocol.ts';
import { readSchedules, type Schedule, writeSchedules } from './scheduler-file.ts';
import { ListQuery, ScheduleInput, ScheduleName } from './scheduler-requests.ts';
import { readSchedulerTimes } from './scheduler-times.ts';

/** What is needed to play EventBridge Scheduler. `hand` puts a payload to the queue or function with this ARN. */
export type SchedulerDeps = {
  groups: readonly string[];
  file: string;
  hand: (target: { Arn: string }, payload: string) => Promise<void>;
  now: () => Date;
};

/** EventBridge Scheduler as SDK clients call it. */
export type Scheduler = Stoppable & {
  /** Answers a call; a path with its query. Throws AwsError as Scheduler does. */
  call(method: string, path: string, body: string): WireAnswer;
  /** Begins to run what is due; what came due while nobody ran it, once. */
  start(): void;
};

const longestTimerMs = 2 ** 31 - 1;

/** Plays EventBridge Scheduler, kept in a file. */
export function playScheduler({ groups, file, hand, now }: SchedulerDeps): Scheduler {
  const schedules = readSchedules(file);
  let timer: NodeJS.Timeout | undefined;
  let started = false;

  function save(): void {
    writeSchedules(file, schedules.values());
    wait();
  }

  function wait(): void {
    clearTimeout(timer);
    if (!started) return;
    const due = [...schedules.values()].flatMap((schedule) => nextOf(schedule)?.getTime() ?? []);
    if (due.length === 0) return;
    timer = setTimeout(fireDue, Math.min(Math.max(0, Math.min(...due) - now().getTime()), longestTimerMs)).unref();
  }

  /** Fires each schedule whose time has come: once, at the latest of its times, however many came while the machine was off. */
  function fireDue(): void {
    for (const schedule of [...schedules.values()]) {
      let latest: Date | undefined;
      for (let next = nextOf(schedule); next !== undefined && next <= now(); next = nextOf(schedule)) {
        latest = next;
        schedule.through = next;
      }
      if (latest === undefined) continue;
      void fire(schedule, latest, hand).catch(() => {}); // the queue is stopped before us
      if (nextOf(schedule) === undefined && schedule.input.ActionAfterCompletion === 'DELETE') schedules.delete(schedule.name);
    }
    save();
  }

  function find(name: string, group: string | null): Schedule {
    const found = schedules.get(name);
    if (found === undefined || found.input.GroupName !== group) throw notThere(name);
    return found;
  }

  function put(name: string, body: string, before: Schedule | undefined): WireAnswer {
    const given: unknown = JSON.parse(body);
    const input = ScheduleInput.parse(given);
    if (!groups.includes(input.GroupName))
      throw new AwsError('ResourceNotFoundException', `Schedule group ${input.GroupName} does not exist.`, 404);
    refuseDates(input, now());
    const at = now();
    const through = input.StartDate !== undefined && input.StartDate <= at ? new Date(input.StartDate.getTime() - 1) : at;
    schedules.set(name, { name, input, given, madeAt: before?.madeAt ?? at, changedAt: at, through });
    save();
    return answer({ ScheduleArn: arnOf(input.GroupName, name) });
  }

  return {
    call(method, path, body) {
      const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
      const name = decodeURIComponent(pathname.slice('/schedules/'.length));
      if (name === '' && method === 'GET') return list(ListQuery.parse(Object.fromEntries(searchParams)), schedules);
      ScheduleName.parse(name);
      switch (method) {
        case 'POST':
          if (schedules.has(name)) throw new AwsError('ConflictException', `Schedule ${name} already exists.`, 409);
          return put(name, body, undefined);
        case 'PUT':
          return put(name, body, find(name, ScheduleInput.parse(JSON.parse(body)).GroupName));
        case 'GET':
          return answer(describe(find(name, searchParams.get('groupName'))));
        case 'DELETE':
          schedules.delete(find(name, searchParams.get('groupName')).name);
          save();
          return answer({});
        default:
          throw new AwsError('UnknownOperationException', `No local emulator knows ${method} ${pathname}.`);
      }
    },

    start() {
      started = true;
      fireDue();
    },

    async stop() {
      started = false;
      clearTimeout(timer);
    },
  };
}

/** The next time of a schedule that is not worked off. */
function nextOf({ input, changedAt, through }: Schedule): Date | undefined {
  if (input.State === 'DISABLED') return undefined;
  const { ScheduleExpression, ScheduleExpressionTimezone, StartDate, EndDate } = input;
  const isRate = ScheduleExpression.startsWith('rate(');
  const began = StartDate ?? changedAt;
  const times = readSchedulerTimes(ScheduleExpression, ScheduleExpressionTimezone, began);
  const isFirst = isRate && through < began; // a rate begins with its start
  const next = isFirst
    ? began
    : times.next(StartDate !== undefined && StartDate > through ? new Date(StartDate.getTime() - 1) : through);
  return next === undefined || (EndDate !== undefined && next > EndDate) ? undefined : next;
}

/** Puts the payload to the target; what it takes in none of three tries goes to the dead-letter queue. */
async function fire({ name, input }: Schedule, time: Date, hand: SchedulerDeps['hand']): Promise<void> {
  const { Arn, Input, DeadLetterConfig } = input.Target;
  const payload = Input.replaceAll('<aws.scheduler.scheduled-time>', time.toISOString().replace(/\.\d{3}Z$/, 'Z')).replaceAll(
    '<aws.scheduler.schedule-arn>',
    arnOf(input.GroupName, name),
  );
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      await hand({ Arn }, payload);
      return;
    } catch {
      // the queue is tried again at once: here it is there, or it is not
    }
  }
  if (DeadLetterConfig !== undefined) await hand({ Arn: DeadLetterConfig.Arn }, payload);
}

function list(
  { ScheduleGroup, MaxResults, NextToken = '' }: z.infer<typeof ListQuery>,
  schedules: ReadonlyMap<string, Schedule>,
): WireAnswer {
  const following = [...schedules.values()]
    .filter(({ name, input }) => input.GroupName === ScheduleGroup && name > NextToken)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const shown = following.slice(0, MaxResults);
  const Schedules = shown.map((schedule) => {
    const { Arn, CreationDate, GroupName, LastModificationDate, Name, State, Target } = describe(schedule);
    return { Arn, CreationDate, GroupName, LastModificationDate, Name, State, Target: { Arn: Target.Arn } };
  });
  return answer({ Schedules, ...(following.length > MaxResults && { NextToken: shown.at(-1)?.name }) });
}

function describe({ name, input, madeAt, changedAt }: Schedule) {
  const { ClientToken: _, StartDate, EndDate, ...rest } = input;
  return {
    ...rest,
    Arn: arnOf(input.GroupName, name),
    Name: name,
    StartDate: StartDate && StartDate.getTime() / 1000,
    EndDate: EndDate && EndDate.getTime() / 1000,
    CreationDate: madeAt.getTime() / 1000,
    LastModificationDate: changedAt.getTime() / 1000,
  };
}

/** As Scheduler says it: a start more than five minutes ago, or an end that has passed, is none. */
function refuseDates({ StartDate, EndDate }: ScheduleInput, now: Date): void {
  if (StartDate !== undefined && StartDate.getTime() < now.getTime() - 5 * 60_000)
    throw new AwsError('ValidationException', 'The StartDate you specify cannot be earlier than 5 minutes ago.');
  if (EndDate !== undefined && (EndDate <= now || (StartDate !== undefined && EndDate <= StartDate)))
    throw new AwsError('ValidationException', 'The EndDate you specify must come after the StartDate and the current time.');
}

function notThere(name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
}

function arnOf(group: string, name: string): string {
  return `arn:aws:scheduler:${localRegion}:${localAccountId}:schedule/${group}/${name}`;
}

function answer(result: object): WireAnswer {
  return { status: 200, contentType: 'application/json', body: JSON.stringify(result) };
}
