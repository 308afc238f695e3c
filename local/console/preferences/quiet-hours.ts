import type { QuietHours, Weekday } from '../api/types.ts';
import { listedChannels, nameChannels } from '../delivery/channels.ts';
import { byId, element } from '../elements/element.ts';
import { weekdayNames, weekdays } from './weekdays.ts';

/** What quiet hours hold, and what they do not. */
export function quietHint(): string {
  const [held, others] = [true, false].map((isHeld) =>
    listedChannels.filter(({ is_held_at_night }) => is_held_at_night === isHeld),
  );
  const [waiting, going] = [held, others].map((named = []) => nameChannels(named, ({ many }) => many));
  return `${waiting} wait until quiet hours end. ${going} and urgent notifications do not wait.`;
}

/** A row for each day of the week: whether quiet hours that start on it are as on every other, none, or of its own. */
export function quietDayRows(): HTMLElement[] {
  return weekdays.map((day) => {
    const name = weekdayNames[day];
    const choice = element(
      'select',
      { name: `day.${day}`, 'aria-label': `Quiet hours that start on ${name}` },
      element('option', { value: 'same' }, 'same hours'),
      element('option', { value: 'none' }, 'no quiet hours'),
      element('option', { value: 'own' }, 'other hours'),
    );
    const own = element('span', { class: 'own-hours', hidden: true }, time(day, 'start'), ' to ', time(day, 'end'));
    choice.addEventListener('change', showQuietDays);
    return element(
      'div',
      { class: 'quiet-day', 'data-pointer': `/quiet_hours/days/${day}` },
      element('span', { class: 'quiet-day-name' }, name),
      choice,
      own,
    );
  });
}

/** Opens the list where a day has hours of its own. */
export function openQuietDays(quietHours: QuietHours | undefined): void {
  byId('quiet-days', HTMLDetailsElement).open = Object.keys(quietHours?.days ?? {}).length > 0;
}

/** Says how many days differ, and shows the times of those that have their own. */
export function showQuietDays(): void {
  const rows = [...byId('quiet-days-list').children];
  const chosen = rows.map((row) => row.querySelector('select')?.value);
  for (const [place, row] of rows.entries()) row.querySelector('.own-hours')?.toggleAttribute('hidden', chosen[place] !== 'own');
  const differ = chosen.filter((value) => value !== 'same').length;
  byId('quiet-days-summary').textContent = differ === 0 ? 'none' : String(differ);
}

function time(day: Weekday, edge: 'start' | 'end'): HTMLElement {
  return element('input', {
    type: 'time',
    name: `day.${day}.${edge}`,
    'aria-label': `Quiet hours of ${weekdayNames[day]} ${edge}`,
  });
}
