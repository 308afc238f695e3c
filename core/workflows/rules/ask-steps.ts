import { channelNames } from '../../../contract/channels/channels.ts';
import { addressFieldsOf } from '../../channels/rules/address.ts';
import type { AskedUser, KnownUser, StepAnswers, StepFault } from './steps.ts';
import type { Workflow } from './workflow.ts';

/**
 * Asks a workflow's own functions about one notification: its parsed data, and its user as they are now. An answer that is none, and an error,
 * is a fault: nothing is taken for a yes or a no that is neither.
 */
export function askSteps(
  { when = {} }: Pick<Workflow, 'when'>,
  data: Record<string, unknown>,
  known: KnownUser,
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
  return { answers: { unmet }, faults };
}

const threw = 'threw an error on this data'; // what was thrown may hold data

class Thrown {}

function call(ask: () => unknown): unknown {
  try {
    return ask();
  } catch {
    return new Thrown(); // a fault by itself, whatever it was
  }
}

function toAsked({ id, locale, timezone, attributes = {}, ...contact }: KnownUser): AskedUser {
  const place = { ...(locale !== undefined && { locale }), ...(timezone !== undefined && { timezone }) };
  return { ...addressFieldsOf(contact), ...place, id, attributes };
}
