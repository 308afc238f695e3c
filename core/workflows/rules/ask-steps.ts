import { channelNames } from '../../../contract/channels/channels.ts';
import { addressFieldsOf } from '../../channels/rules/address.ts';
import { askOwner } from './ask-owner.ts';
import { delayedUntil } from './delay.ts';
import type { AskedUser, KnownUser, StepAnswers, StepFault } from './steps.ts';
import type { Workflow } from './workflow.ts';

/** Who is asked about, and since when the notification waits: the time to send it at, or else when it was asked for. What is sent again waits for nothing, and is neither throttled nor gathered. */
export type AskedOf = { user: KnownUser; since: Date; isResent?: boolean };

type Steps = Pick<Workflow, 'when' | 'delay' | 'throttle' | 'batch'>;

/** Whether a workflow has anything of which it is asked. */
export function hasSteps({ when, delay, throttle, batch }: Steps): boolean {
  return [when, delay, throttle, batch].some((step) => step !== undefined);
}

/**
 * Asks a workflow's own functions about one notification: its parsed data, and its user as they are now. An answer that is none, and an error,
 * is a fault: nothing is taken for a yes or a no that is neither.
 */
export function askSteps(
  { when = {}, delay, throttle, batch }: Steps,
  data: Record<string, unknown>,
  { user: known, since, isResent = false }: AskedOf,
): { answers: StepAnswers; faults: StepFault[] } {
  const user = toAsked(known);
  const faults: StepFault[] = [];
  const unmet = channelNames().filter((channel) => {
    const condition = when[channel];
    if (condition === undefined) return false;
    const answer = call(() => condition({ data, user }));
    if (answer === true || answer === false) return !answer;
    faults.push({ field: `when.${channel}`, detail: answer instanceof Thrown ? threw : 'must answer true or false' });
    return true;
  });
  if (isResent) return { answers: { unmet }, faults };
  const answers: StepAnswers = { unmet };
  const until = delay && call(() => delayedUntil(delay, { data, user, since }));
  if (until instanceof Date) answers.delayedUntil = until;
  else if (until !== undefined)
    faults.push(until instanceof Thrown ? { field: 'delay.until', detail: threw } : (until as StepFault));
  if (throttle !== undefined) answers.throttleKey = askKey('throttle.key', () => throttle.key?.({ data, user }) ?? '', faults);
  if (batch !== undefined) {
    const { by } = batch;
    const ask = typeof by === 'function' ? () => by({ data, user }) : () => (by === undefined ? '' : keyIn(data[by]));
    answers.batchKey = askKey('batch.by', ask, faults);
  }
  return { answers, faults };
}

/** Asks for a key; what is no text is a fault. */
function askKey(field: string, ask: () => unknown, faults: StepFault[]): string {
  const key = call(ask);
  if (typeof key === 'string') return key;
  faults.push({ field, detail: key instanceof Thrown ? threw : 'must answer a text' });
  return '';
}

/** A number names something as well as a text. */
function keyIn(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

const threw = 'threw an error on this data'; // what was thrown may hold data

class Thrown {}

function call(ask: () => unknown): unknown {
  try {
    return askOwner(ask);
  } catch {
    return new Thrown(); // a fault by itself, whatever it was
  }
}

function toAsked(known: KnownUser): AskedUser {
  const { id, name, avatar, locale, timezone, attributes = {} } = known;
  const rest = Object.entries({ name, avatar, locale, timezone }).filter(([, value]) => value !== undefined);
  return { ...addressFieldsOf(known), ...Object.fromEntries(rest), id, attributes };
}
