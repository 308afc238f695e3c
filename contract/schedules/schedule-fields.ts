import * as z from 'zod';
import { besideOtherFaults, besideOtherFaultsOfList } from '../http/refine.ts';
import { publishFields } from '../publishing/publish.ts';
import { UserId } from '../values.ts';

/** The largest data of a schedule, in bytes: a page of schedules has to fit one read of the table, 1 MB. */
const maxDataBytes = 16 * 1024;

/** Minute, hour, day of month, month, day of week, as in a crontab. What does not fit its field, or never comes, is told later. */
export const Cron = z
  .string()
  .max(200)
  .regex(
    /^\s*[\dA-Za-z*,/-]+(?:\s+[\dA-Za-z*,/-]+){4}\s*$/,
    'must have five fields: minute, hour, day of month, month and day of week',
  )
  .meta({ example: '0 9 * * mon-fri' });

/** A period, as AWS writes a rate. */
export const Every = z
  .string()
  .regex(/^[1-9]\d{0,4} (?:minute|hour|day)s?$/, 'must be a number and a unit, like "15 minutes", "2 hours" or "7 days"')
  .meta({ example: '2 hours' });

/** How late a run may still start, in seconds. */
export const Grace = z
  .int()
  .min(60) // EventBridge Scheduler is up to a minute late by itself
  .max(86_400) // as long as it tries
  .meta({ description: 'How late a run may still start, in seconds; later it counts as missed' });

/** The most users that a schedule names: each has an item that leads to it. */
export const maxRecipients = 100;

/** Users by their ids: what more is known of them lies with them. */
export const Recipients = z
  .array(UserId)
  .min(1)
  .max(maxRecipients)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'must not name a user twice', ...besideOtherFaultsOfList });

/** The data of a publish, as long as a schedule may keep. */
export const SmallData = publishFields.shape.data
  .unwrap()
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= maxDataBytes, {
    error: `must have at most ${maxDataBytes} bytes`,
    ...besideOtherFaults,
  });
