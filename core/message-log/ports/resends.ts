import type { Resend } from '../../delivery/ports/records.ts';

/** Where it is noted as what a notification was sent again. */
export interface Resends {
  /** Notes one more, if there are `after` so far; answers whether it did. Only what is noted may be sent. */
  note(note: { notificationId: string; resend: Resend; after: number }): Promise<boolean>;
}
