const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLetters = 10; // 48 bits of milliseconds: https://github.com/ulid/spec

/** When a notification is to be seen, which its id begins with: when it was requested, or its `send_at`. */
export function notificationTime(notificationId: string): Date {
  const letters = notificationId.slice('ntf_'.length, 'ntf_'.length + timeLetters);
  return new Date([...letters].reduce((sum, letter) => sum * 32 + crockford.indexOf(letter), 0));
}

/** The UTC day that counts whatever becomes of a notification, so that what was sent and what came of it stand in one row. */
export function notificationDay(notificationId: string): string {
  return dayOf(notificationTime(notificationId));
}

/** Tells the UTC day of an instant. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
