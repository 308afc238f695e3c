import * as z from 'zod';
import { Goal, goals, leastSample, mostVariants } from '../../../contract/experiments/experiment.ts';
import { heldOut } from '../../../contract/experiments/held-out.ts';
import { ExperimentId, VariantName } from '../../../contract/values.ts';
import { fieldOf } from '../../channels/rules/behaviours.ts';
import type { Fault } from '../../workflows/rules/fault.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

const mostWeight = 1_000; // one in a thousand is as rare as anybody can count
const mostHoldout = 50; // percent: beyond, those who get it are the exception

/** How an experiment is written; `copy` are the functions that a variant may have of its own, and `language` is a tag. */
export function experimentDefinition(copy: Readonly<Record<string, z.ZodType>>, language: z.ZodType<string, string>) {
  const own = Object.fromEntries(Object.entries(copy).map(([field, schema]) => [field, schema.optional()]));
  const name = VariantName.refine((given) => given !== heldOut, 'is what those are called who get nothing: choose another');
  return z.strictObject({
    id: ExperimentId.optional(),
    variants: z.record(
      name,
      z.strictObject({
        weight: z.int().min(1).max(mostWeight),
        ...own,
        translations: z.record(language, z.strictObject(own)).optional(),
      }),
    ),
    holdout: z.int().min(1).max(mostHoldout).optional(),
    goal: Goal.optional(),
    sample: z.int().min(leastSample).optional(),
    winner: VariantName.optional(),
  });
}

/** What is wrong with an experiment beside the rest of its workflow; `fields` are those that copy may have. */
export function experimentFaults(workflow: Workflow, fields: readonly string[]): Fault[] {
  const { experiment, required, priority, trackEmail } = workflow;
  if (experiment === undefined) return [];
  const { variants, holdout, winner, goal = 'read' } = experiment;
  const { tracked } = goals[goal];
  const names = Object.keys(variants);
  const fault = (field: string, message: string): Fault => ({ path: ['experiment', field], message });
  return [
    ...(names.length > mostVariants ? [fault('variants', `must be at most ${mostVariants}: each makes it take longer`)] : []),
    ...(names.length < (holdout === undefined ? 2 : 1)
      ? [fault('variants', 'must be two or more, or one beside a holdout')]
      : []),
    ...(winner !== undefined && !names.includes(winner) ? [fault('winner', `must be one of ${names.join(', ')}`)] : []),
    ...(tracked !== undefined && !trackEmail?.includes(tracked)
      ? [fault('goal', `counts nothing unless trackEmail has "${tracked}"`)]
      : []),
    ...(holdout !== undefined && required
      ? [fault('holdout', 'is set, but the workflow is required: nobody may go without it')]
      : []),
    ...(holdout !== undefined && priority === 'urgent'
      ? [fault('holdout', 'is set, but the workflow is urgent: nobody may go without it')]
      : []),
    ...names.flatMap((name) => copyFaults(workflow, name, fields)),
  ];
}

/** A variant changes what the workflow says, in each language that it says it in, and adds nothing. */
function copyFaults({ translations = {}, ...workflow }: Workflow, name: string, fields: readonly string[]): Fault[] {
  const variant = workflow.experiment?.variants[name] ?? {};
  const own = (fieldOf(variant, 'translations') ?? {}) as Readonly<Record<string, object>>;
  const path = ['experiment', 'variants', name];
  const unknown = Object.keys(own).filter((tag) => !Object.hasOwn(translations, tag));
  return [
    ...unknown.map((tag) => ({ path: [...path, 'translations', tag], message: 'is a language that the workflow has not' })),
    ...fields.flatMap((field) => {
      const has = fieldOf(variant, field) !== undefined;
      if (has && fieldOf(workflow, field) === undefined)
        return [{ path: [...path, field], message: 'is not in the workflow itself: a variant says it in other words' }];
      const uneven = Object.keys(translations).filter((tag) => (fieldOf(own[tag] ?? {}, field) !== undefined) !== has);
      return uneven.map((tag) => ({
        path: [...path, 'translations', tag, field],
        message: 'must be there in each language or in none',
      }));
    }),
  ];
}
