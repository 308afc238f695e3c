import type { Schedule } from '../../../core/schedules/rules/schedule.ts';
import { aMoment } from '../../world.ts';

/** A greeting for Ada, every morning at nine. */
export function aSchedule(changes: Partial<Schedule> = {}): Schedule {
  return {
    id: 'morning',
    publish: { workflow: 'greeting', recipients: ['ada'], data: { name: 'Ada' } },
    timing: { cron: '0 9 * * *', timezone: 'UTC', since: aMoment },
    graceSeconds: 3_600,
    paused: false,
    test: false,
    bodyHash: 'f'.repeat(64),
    createdAt: aMoment,
    updatedAt: aMoment,
    ...changes,
  };
}
