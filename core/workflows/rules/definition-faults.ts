import * as z from 'zod';
import { channelNames, channelOf, channelsWith } from '../../../contract/channels/channels.ts';
import { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import { inWords } from '../../../contract/schema-words.ts';
import { Category, Channel, Locale, LocalTime, Priority, WorkflowKey } from '../../../contract/values.ts';
import { mostInBatch } from '../../batches/rules/most-in-batch.ts';
import { copyOn, fieldOf } from '../../channels/rules/behaviours.ts';
import { digestCategories } from '../../digests/rules/digest-names.ts';
import { experimentDefinition, experimentFaults } from '../../experiments/rules/experiment-faults.ts';
import { askSteps } from './ask-steps.ts';
import { chainFaults } from './chain-faults.ts';
import { longestDelayDays } from './delay.ts';
import type { Workflow } from './workflow.ts';

const copyFunction = z.custom((value) => typeof value === 'function', 'must be a function');
const written = channelNames().map((channel) => ({ ...channelOf(channel), ...copyOn(channel), channel }));
const optional = written.filter(({ isOptional }) => isOptional);
const copy = Object.fromEntries(
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

const Definition = z
  .strictObject({
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
    ...copy,
    language: LanguageTag.optional(),
    translations: z.record(LanguageTag, z.strictObject(copy)).optional(),
    experiment: experimentDefinition(copy, LanguageTag).optional(),
  })
  .superRefine((workflow, context) => {
    for (const [tag, translation] of Object.entries(workflow.translations ?? {}))
      for (const { field } of optional) {
        if ((fieldOf(translation, field) === undefined) === (fieldOf(workflow, field) === undefined)) continue;
        context.addIssue({
          code: 'custom',
          path: ['translations', tag, field],
          message: 'must be there in each language or in none',
        });
      }
    for (const path of ['optIn', 'digest'] as const)
      if (workflow.required && workflow[path] !== undefined)
        context.addIssue({
          code: 'custom',
          path: [path],
          message: 'is set, but the workflow is required: it goes at once, to all',
        });
    const by = workflow.batch?.by;
    if (typeof by === 'string' && !(by in workflow.payload.shape))
      context.addIssue({ code: 'custom', path: ['batch', 'by'], message: 'is no field of the payload' });
    const gathering = workflow.batch?.channels ?? [];
    if (gathering.length > 0 && (workflow.chain ?? workflow.escalate) !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['batch', 'channels'],
        message: 'is set, but the channels wait for one another: then a batch gathers on all of them',
      });
    const other = gathering.find((channel) => workflow.channels?.includes(channel) === false);
    if (other !== undefined)
      context.addIssue({ code: 'custom', path: ['batch', 'channels'], message: `has "${other}", which is none of the channels` });
    if (workflow.to === 'verified' && workflow.digest !== undefined && workflow.digest !== 'immediate')
      context.addIssue({
        code: 'custom',
        path: ['digest'],
        message: 'is set, but a digest goes to the primary address: what goes to verified ones goes at once',
      });
    for (const channel of escalations) {
      if (workflow.escalate?.[channel] === undefined || workflow.channels === undefined) continue;
      if (workflow.channels.includes('inbox') && workflow.channels.includes(channel)) continue;
      const message = `needs the inbox and "${channel}" among the channels: it waits for the one before it uses the other`;
      context.addIssue({ code: 'custom', path: ['escalate', channel], message });
    }
    for (const { path, message } of chainFaults(workflow as unknown as Workflow))
      context.addIssue({ code: 'custom', path, message });
    for (const { path, message } of experimentFaults(workflow as unknown as Workflow, Object.keys(copy)))
      context.addIssue({ code: 'custom', path, message });
    for (const { channel, field, standIn, settings = {}, words } of optional) {
      if (fieldOf(workflow, field) !== undefined || standIn !== undefined) continue;
      const addIssue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });

      if (fieldOf(workflow.escalate ?? {}, channel) !== undefined)
        addIssue(['escalate', channel], `is set, but there is no ${words.copy}`);
      if (fieldOf(workflow.when ?? {}, channel) !== undefined)
        addIssue(['when', channel], `is set, but there is no ${words.copy}`);
      if (workflow.channels?.includes(channel) || workflow.chain?.some((step) => step.channel === channel))
        addIssue([field], 'the channel is listed, but there is no text for it');
      for (const path of Object.keys(settings))
        if (fieldOf(workflow, path) !== undefined) addIssue([path], `is set, but there is no ${words.copy}`);
    }
  });

/**
 * What is wrong with a definition, field by field; nothing when it is as it has to be. Functions are deployed without these checks, as
 * `lib/handlers/leave-out.ts` says: their workflows were checked before they were bundled.
 */
export function definitionFaults(workflow: Workflow): string[] {
  const definition = Definition.safeParse(workflow, told);
  if (definition.success) return exampleFaults(workflow);

  return definition.error.issues.map((issue) => fault(issue.path.length > 0 ? issue.path : ['definition'], issue));
}

/** How a fault is told: in our words, beside the value that the owner wrote. */
const told = { error: inWords, reportInput: true } as const;

function isWithoutRepetition(channels: readonly Channel[]): boolean {
  return new Set(channels).size === channels.length;
}

function refusesUnknownFields(payload: z.ZodObject): boolean {
  return payload.def.catchall instanceof z.ZodNever;
}

function exampleFaults(workflow: Workflow): string[] {
  const { payload, example } = workflow;
  if (isAsync(payload)) return [notAsync];
  try {
    const parsed = payload.safeParse(example, told);
    return parsed.success
      ? stepFaults(workflow, parsed.data)
      : parsed.error.issues.map((issue) => fault(['example', ...issue.path], issue));
  } catch (error) {
    // zod passes on what the owner's own checks throw
    if (error instanceof z.core.$ZodAsyncError) return [notAsync];
    return [
      fault(['payload'], { message: `could not check the example: ${error instanceof Error ? error.message : String(error)}` }),
    ];
  }
}

const notAsync = 'payload: no check and no transform may be asynchronous, as data is checked before a publish is answered';

/** Whether a schema, or one within it, has an asynchronous function. What an example leaves out is checked by no run of it. */
function isAsync(schema: unknown, seen = new Set<unknown>()): boolean {
  if (typeof schema === 'function') return schema.constructor.name === 'AsyncFunction';
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return false;
  seen.add(schema);
  const { _zod: internals } = schema as { _zod?: { def?: object } };
  return Object.values(internals?.def ?? schema).some((part) => isAsync(part, seen));
}

/** An example's instants lie before it, whenever that was written. */
const lateEnough = new Date('9000-01-01T00:00:00Z');

/** What is wrong with the answers of its functions on the example, for a user of whom nothing is known. */
function stepFaults(workflow: Workflow, data: Record<string, unknown>): string[] {
  return askSteps(workflow, data, { user: { id: 'somebody' }, since: lateEnough }).faults.map(
    ({ field, detail }) => `${field}: ${detail}`,
  );
}

function fault(path: PropertyKey[], { message, input }: { message: string; input?: unknown }): string {
  const value = ['string', 'number', 'boolean'].includes(typeof input) ? ` (it is ${JSON.stringify(input)})` : '';
  return `${path.map(String).join('.')}: ${message}${value}`;
}
