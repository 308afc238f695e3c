import { createHash } from 'node:crypto';
import { heldOut } from '../../../contract/experiments/held-out.ts';
import type { Priority } from '../../../contract/values.ts';
import { passesAlways } from '../../planning/rules/plan.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

/** What a user of a workflow gets, and why; `experiment` is absent where none counts it. */
export type Assignment = { variant: string; experiment?: string; because: string };

/** For whom, and what was published; `resent` is what is sent again, with the variant that it showed. */
export type ToAssign = { userId: string; priority: Priority; test: boolean; resent?: { variant?: string | undefined } };

/**
 * Assigns a user to a variant of a workflow, or to its holdout: the same however often it is asked, and whoever asks. Nothing where there
 * is no experiment.
 */
export function assignVariant(workflow: Workflow, { userId, resent, ...publish }: ToAssign): Assignment | undefined {
  const { key, experiment } = workflow;
  if (resent !== undefined)
    return resent.variant === undefined ? undefined : { variant: resent.variant, because: 'it is sent again' };
  if (experiment === undefined) return undefined;
  const { id = key, variants, holdout = 0, winner } = experiment;
  if (winner !== undefined) return { variant: winner, because: `the experiment "${id}" has ended, and "${winner}" has won` };

  const weights = Object.entries(variants).map(([name, { weight }]) => ({ name, weight }));
  const variant = pickVariant(weights, id, userId);
  if (pointOf(id, heldOut, userId) < holdout / 100) {
    const because = `the experiment "${id}" holds out ${holdout} % of users, and this is one of them`;
    const passes = publish.test ? 'a test key holds nobody out' : passesAlways(publish.priority, workflow);
    return passes ? { variant, because: `${because}, but ${passes}` } : { experiment: id, variant: heldOut, because };
  }
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  const own = weights.find(({ name }) => name === variant)?.weight;
  const because = `the experiment "${id}" shows "${variant}" to ${own} of ${all} users, and this is one of them`;
  return { experiment: id, variant, because };
}

/**
 * Picks by weighted rendezvous hashing (https://en.wikipedia.org/wiki/Rendezvous_hashing): each variant draws a number for the user, and the
 * best one wins. A heavier weight draws better; so raising one moves users to it, and none between the others.
 */
export function pickVariant(weights: readonly { name: string; weight: number }[], id: string, userId: string): string {
  const drawn = weights.map(({ name, weight }) => ({ name, score: -weight / Math.log(pointOf(id, 'variant', name, userId)) }));
  return drawn.reduce((best, each) => (each.score > best.score ? each : best)).name;
}

/** A number between 0 and 1, neither of them, that the same words always give: the first 48 bits of their SHA-256. */
function pointOf(...words: readonly string[]): number {
  const hash = createHash('sha256').update(JSON.stringify(words)).digest();
  return (hash.readUIntBE(0, 6) + 0.5) / 2 ** 48;
}
