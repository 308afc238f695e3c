/** The calendar month that an SMS is paid in, by UTC as AWS counts: `2026-11`. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}
