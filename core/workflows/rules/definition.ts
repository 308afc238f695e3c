import * as z from 'zod';
import { channelNames, channelOf, channelsWith } from '../../../contract/channels/channels.ts';
import { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import { Category, Channel, Locale, LocalTime, Priority, WorkflowKey } from '../../../contract/values.ts';
import { mostInBatch } from '../../batches/rules/most-in-batch.ts';
import { copyOn } from '../../channels/rules/behaviours.ts';
import { digestCategories } from '../../digests/rules/digest-names.ts';
import { experimentDefinition } from '../../experiments/rules/experiment-faults.ts';
import { longestDelayDays } from './delay.ts';

const copyFunction = z.custom((value) => typeof value === 'function', 'must be a function');
const written = channelNames().map((channel) => ({ ...channelOf(channel), ...copyOn(channel), channel }));

/** The functions that write copy, as a workflow or a translation has them. */
export const copyFunctions = Object.fromEntries(
  written.map(({ field, isOptional }) => [field, isOptional ? copyFunction.optional() : copyFunction] as const),
);
const settings = Object.assign({}, ...written.map((each) => each.settings ?? {})) as Record<string, z.ZodType>;

const escalations = channelsWith('isEscalation');
const Escalation = z.strictObject({
  afterMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60),
}); // a week: whoever reads less often is not in a hurry

const Delay = z
  .strictObject({
    minutes: z
      .int()
      .min(1)
      .max(longestDelayDays * 24 * 60)
      .optional(),
    until: z.union([LocalTime, copyFunction], 'must be a time of day from 00:00 to 23:59, or a function').optional(),
  })
  .refine(({ minutes, until }) => (minutes === undefined) !== (until === undefined), 'must have either minutes or until');

const Throttle = z.strictObject({
  most: z.int().min(1).max(1000), // more is no limit to a reader
  minutes: Escalation.shape.afterMinutes, // up to a week, as its counts are kept for so long
  key: copyFunction.optional(),
});

const Batch = z.strictObject({
  by: z.union([z.string(), copyFunction], 'must be a field of the payload, or a function').optional(),
  windowMinutes: Escalation.shape.afterMinutes, // up to a week: what is older is no news
  maxItems: z.int().min(2).max(mostInBatch).optional(),
  opens: z.enum(['first', 'quiet']),
  channels: z.array(Channel).min(1).refine(isWithoutRepetition, 'must not repeat a channel').optional(),
});

const ChainStep = z.strictObject({
  channel: Channel,
  unreadAfterMinutes: Escalation.shape.afterMinutes.optional(),
  undelivered: z.literal(true, 'must be true, or be left out').optional(),
  priorities: z.array(Priority).min(1).optional(),
});
const Chain = z.array(ChainStep).min(1);

/** A tag in the one way to write it, as it is looked up by: `de-CH`, not `de-ch`. */
const LanguageTag = Locale.refine(
  (tag) => !Locale.safeParse(tag).success || new Intl.Locale(tag).baseName === tag,
  'must be a plain BCP 47 tag, like de or de-CH',
);

/** A workflow as its owner writes it, field by field; what two fields have to do with each other is no part of it. */
export const Definition = z.strictObject({
  key: WorkflowKey,
  category: Category.refine((name) => !digestCategories.includes(name), 'is what preferences call a digest: choose another'),
  priority: Priority,
  channels: z.array(Channel).min(1).refine(isWithoutRepetition, 'must not repeat a channel').optional(),
  optIn: z.array(Channel).refine(isWithoutRepetition, 'must not repeat a channel').optional(),
  digest: EmailFrequency.optional(),
  delay: Delay.optional(),
  chain: Chain.optional(),
  throttle: Throttle.optional(),
  batch: Batch.optional(),
  when: z.strictObject(Object.fromEntries(channelNames().map((name) => [name, copyFunction.optional()]))).optional(),
  to: z.enum(['primary', 'verified']).optional(),
  required: z.boolean().optional(),
  escalate: z.strictObject(Object.fromEntries(escalations.map((channel) => [channel, Escalation.optional()]))).optional(),
  ...Object.fromEntries(Object.entries(settings).map(([name, schema]) => [name, schema.optional()])),
  payload: z
    .instanceof(z.ZodObject, { error: 'must be a zod object schema' })
    .refine(refusesUnknownFields, 'must be a z.strictObject, so that a misspelt field is refused and not lost'),
  example: z.unknown(),
  ...copyFunctions,
  language: LanguageTag.optional(),
  translations: z.record(LanguageTag, z.strictObject(copyFunctions)).optional(),
  experiment: experimentDefinition(copyFunctions, LanguageTag).optional(),
});

function isWithoutRepetition(channels: readonly Channel[]): boolean {
  return new Set(channels).size === channels.length;
}

function refusesUnknownFields(payload: z.ZodObject): boolean {
  return payload.def.catchall instanceof z.ZodNever;
}
