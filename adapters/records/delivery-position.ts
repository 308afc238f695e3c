import { cursorInvalid } from '../../core/errors.ts';
import { decodeCursor, encodeCursor } from '../../core/http/rules/cursor.ts';

/** A position is the id of an event. */
const form = { places: /^evt_[0-9A-HJKMNP-TV-Z]{26}$/ };

/** Writes the position after a delivery, as `Deliveries.list` gives it in `next`. It is good for the list of this webhook alone. */
export function formatDeliveryPosition(webhookId: string, eventId: string): string {
  return encodeCursor(form, eventId, [webhookId]);
}

/**
 * Reads the position before which the next page begins.
 * @throws Refused `cursor_invalid` for what `formatDeliveryPosition` never made.
 */
export function parseDeliveryPosition(webhookId: string, position: string): string {
  const eventId = decodeCursor(form, position, [webhookId]);
  if (eventId === undefined) throw cursorInvalid('list');
  return eventId;
}
