const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * Turns the hours in which a subscriber wants to be reached into the nights between them. A night here begins once and ends on the next
 * day, so a schedule with a day off, or with hours in several pieces, stays unread.
 */
export function quietHours(schedule) {
  if (!schedule?.isEnabled) return {};
  const open = days.map((day) => hoursOf(schedule.weeklySchedule?.[day]));
  if (open.includes(undefined)) return { unread: ['a schedule of Novu that is not one span on each day'] };
  const nights = open.map(({ end }, at) => ({ start: end, end: open[(at + 1) % days.length].start }));
  return { quiet_hours: { ...nights[0], days: Object.fromEntries(days.map((day, at) => [day, nights[at]])) } };
}

/** The one span of a day, by a clock of 24 hours; nothing where there is none, or it is not within the day. */
function hoursOf(day) {
  const [hours, another] = day?.isEnabled ? (day.hours ?? []) : [];
  const [start, end] = [clock(hours?.start), clock(hours?.end)];
  return another === undefined && start < end ? { start, end } : undefined;
}

/** Reads `09:30 AM`; Novu's own pages also write `18:00 PM`. */
function clock(time = '') {
  const [, hour, minutes, half] = /^(\d\d?):(\d\d) ?(AM|PM)?$/.exec(time) ?? [];
  if (hour === undefined) return undefined;
  const hours = half === undefined || hour > 12 ? Number(hour) : (hour % 12) + (half === 'PM' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minutes}`;
}
