import * as z from 'zod';

/** `wh_` and a ULID. */
export const WebhookId = z
  .string()
  .regex(/^wh_[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be the id of a webhook ("wh_…")')
  .meta({ example: 'wh_01KAPJ4E3V2B7Y9D4R6T8W1X3Z' });

/** `evt_` and a ULID: the id of an event, and of its delivery to a webhook. */
export const EventId = z
  .string()
  .regex(/^evt_[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be the id of an event ("evt_…")')
  .meta({ example: 'evt_01KAPJ4E3V8Q6WJ9X0T2M5N7RC' });
