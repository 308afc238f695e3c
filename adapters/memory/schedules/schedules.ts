import type { EndedRun, ScheduleRuns, Schedules } from '../../../core/schedules/ports/schedules.ts';
import type { Schedule } from '../../../core/schedules/rules/schedule.ts';
import type { Now } from '../../../core/time/ports/clock.ts';
import { formatSchedulePosition, parseSchedulePosition } from '../../records/schedule-position.ts';
import type { MemoryStore } from '../store.ts';

/** Keeps schedules in memory. */
export function memorySchedules({ schedules: byId }: MemoryStore): Schedules {
  return {
    async add(schedule) {
      const stands = byId.get(schedule.id) ?? structuredClone(schedule);
      byId.set(schedule.id, stands);
      return structuredClone(stands);
    },

    async find(id) {
      return structuredClone(byId.get(id));
    },

    async replace(schedule, was) {
      if (byId.get(schedule.id)?.updatedAt.getTime() !== was.getTime()) return false;
      byId.set(schedule.id, structuredClone(schedule));
      return true;
    },

    async remove(id) {
      return byId.delete(id);
    },

    async list({ beginning = '', after, limit }) {
      const last = after === undefined ? '' : parseSchedulePosition(after, beginning);
      const following = [...byId.keys()].filter((id) => id > last && id.startsWith(beginning)).sort();
      const shown = following.slice(0, limit);
      const more = following.length > limit && shown.at(-1);
      return {
        schedules: shown.map((id) => structuredClone(byId.get(id) as Schedule)),
        ...(more && { next: formatSchedulePosition(more) }),
      };
    },
  };
}

type State = {
  holder?: string;
  leaseUntil?: Date;
  through?: Date;
  last?: { requestId: string; ranAt: Date };
  refusedInARow?: number;
};

/** Keeps the runs of schedules in memory. */
export function memoryScheduleRuns(now: Now): ScheduleRuns {
  const states = new Map<string, State>();
  const runs = new Map<string, (EndedRun & { expiresAt: Date; key: string | undefined })[]>();

  return {
    async start({ scheduleId, time, byHand, holder }, { seconds, now: at }) {
      const state = states.get(scheduleId) ?? {};
      if (!byHand && state.through !== undefined && state.through >= time) return { outcome: 'done' };
      if (state.leaseUntil !== undefined && state.leaseUntil > at && state.holder !== holder) return { outcome: 'running' };

      states.set(scheduleId, { ...state, holder, leaseUntil: new Date(at.getTime() + seconds * 1000) });
      const { last, refusedInARow = 0 } = state;
      return { outcome: 'started', ...(last && { last: { ...last } }), ...(refusedInARow > 0 && { refusedInARow }) };
    },

    async end({ scheduleId, time, byHand, key, holder }, ended, expiresAt) {
      const others = (runs.get(scheduleId) ?? []).filter((run) => run.time.getTime() !== time.getTime() || run.key !== key);
      runs.set(scheduleId, [...others, { ...ended, expiresAt, key }]);
      const { leaseUntil: _, ...state } = states.get(scheduleId) ?? {};
      if (state.holder !== holder) return;
      const { requestId, ranAt, outcome, refusedInARow = 0 } = ended;
      states.set(scheduleId, {
        ...state,
        ...(!byHand && outcome !== 'refused' && { through: time }),
        ...(!byHand && { refusedInARow }),
        ...(requestId && { last: { requestId, ranAt } }),
      });
    },

    async release({ scheduleId, holder }) {
      const { leaseUntil: _, ...state } = states.get(scheduleId) ?? {};
      if (state.holder === holder) states.set(scheduleId, state);
    },

    async list(scheduleId, limit) {
      return (runs.get(scheduleId) ?? [])
        .filter(({ expiresAt }) => expiresAt > now())
        .sort((one, other) => other.time.getTime() - one.time.getTime())
        .slice(0, limit)
        .map(({ expiresAt: _, key: _key, ...run }) => ({ ...run }));
    },
  };
}
