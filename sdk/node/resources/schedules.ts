import type { NewSchedule, Schedule, ScheduleChange, ScheduleStory, StartedRun } from '../generated/api.ts';
import { List } from '../list.ts';
import type { Call, CallOptions, OnceOptions, QueryOf } from '../operations.ts';
import type { AnyPayloads, Payloads, ScheduleChangeOf, ScheduleOf } from '../payloads.ts';

/** Publishes again and again, at the times of a crontab or every so often. */
export class Schedules<Known extends Payloads = AnyPayloads> {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Makes a schedule. The same one twice is one. */
  async create(schedule: ScheduleOf<Known>, options?: CallOptions): Promise<Schedule> {
    return (await this.#call('createSchedule', { body: schedule as NewSchedule }, options)).body;
  }

  /** Reads a schedule with its next times and its last runs. */
  async get(id: string, options?: CallOptions): Promise<ScheduleStory> {
    return (await this.#call('readSchedule', { path: { id } }, options)).body;
  }

  /** Lists schedules by id, each with its next ten times. */
  list(query: QueryOf<'listSchedules'> = {}, options?: CallOptions): List<Schedule> {
    return new List(async (cursor) => (await this.#call('listSchedules', { query: { ...query, cursor } }, options)).body);
  }

  /** Changes what is given: `{ paused: true }` pauses it. */
  async update(id: string, change: ScheduleChangeOf<Known>, options?: CallOptions): Promise<Schedule> {
    return (await this.#call('changeSchedule', { path: { id }, body: change as ScheduleChange }, options)).body;
  }

  /** Removes a schedule; what it has published stays. */
  async delete(id: string, options?: CallOptions): Promise<void> {
    await this.#call('deleteSchedule', { path: { id } }, options);
  }

  /** Runs a schedule now; its own times stay as they are. */
  async run(id: string, options?: OnceOptions): Promise<StartedRun> {
    return (await this.#call('runSchedule', { path: { id } }, options)).body;
  }
}
