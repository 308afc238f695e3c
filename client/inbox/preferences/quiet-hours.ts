import type { PreferencesPatch, QuietHours } from '../../../contract/preferences/preferences.ts';
import type { Weekday } from '../../../contract/values.ts';
import type { Draw } from './draw.ts';
import type { Fields } from './fields.ts';

/** A night that most people would choose, for those who switch quiet hours on. */
const usualNight = { start: '22:00', end: '07:00' };

/** Quiet hours: a switch, and the night when it is on. What was chosen for single days stays, and is told. */
export function quietHoursFields(
  hours: QuietHours | undefined,
  { element, switchField, timeField, texts, save }: Draw & Fields & { save(patch: PreferencesPatch): void },
): HTMLElement[] {
  const turn = (on: boolean) => save({ quiet_hours: on ? usualNight : null });
  const made = [switchField('quiet-hours', texts.quietHoursOn, { checked: hours !== undefined, change: turn })];
  if (!hours) return made;
  made.push(
    element(
      'div',
      { class: 'pair' },
      timeField('quiet-start', texts.from, hours.start, (start) => save({ quiet_hours: { start } })),
      timeField('quiet-end', texts.until, hours.end, (end) => save({ quiet_hours: { end } })),
    ),
  );
  const days = Object.keys(hours.days ?? {}).map((day) => texts.weekday[day as Weekday]);
  if (days.length > 0) made.push(element('p', { class: 'hint' }, texts.otherNights(days.join(', '))));
  return made;
}
