import * as z from 'zod';
import type { WorkflowAnswer } from '../../../contract/message-log/lists.ts';
import { Channel } from '../../../contract/values.ts';
import { hasCopy } from '../../channels/rules/behaviours.ts';
import { describeExperiment } from '../../experiments/rules/describe-experiment.ts';
import { formsOf } from './copy.ts';
import { describeSteps } from './describe-steps.ts';
import type { Workflow } from './workflow.ts';

/**
 * A workflow as the API lists it. Made as the stack is synthesized: functions have no `z.toJSONSchema`
 * (docs/decisions/0165), and read what was made.
 */
export function describeWorkflow(workflow: Workflow): WorkflowAnswer {
  const { key, category, priority, required = false, to, trackEmail, payload, example, experiment } = workflow;
  const { description } = payload;
  const steps = describeSteps(workflow);
  const channels = Channel.options.filter((channel) => hasCopy(workflow, channel));
  // what JSON cannot say, such as a rule of the owner's own, is left out rather than refused
  const schema = z.toJSONSchema(payload, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
  return {
    key,
    category,
    priority,
    channels,
    required,
    ...(to === 'verified' && { to }),
    ...(trackEmail && { track_email: [...trackEmail] }),
    ...(description && { description }),
    languages: [...new Set(formsOf(workflow).map(({ locale }) => locale))],
    payload: schema,
    example,
    ...(steps && { steps }),
    ...(experiment && { experiment: describeExperiment(key, experiment) }),
  };
}
