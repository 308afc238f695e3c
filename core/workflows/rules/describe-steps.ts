import type { Channel } from '../../../contract/values.ts';
import type { WorkflowSteps } from '../../../contract/workflows/steps.ts';
import { chooseChannels } from '../../planning/rules/choose-channels.ts';
import { inChainOrder, termsOf } from './chain.ts';
import type { Delay } from './steps.ts';
import type { Workflow } from './workflow.ts';

/** The steps of a workflow, as the API lists them; nothing when it goes at once on all of its channels. */
export function describeSteps(workflow: Workflow): WorkflowSteps | undefined {
  const { delay, throttle, batch, chain, escalate, when } = workflow;
  if ([delay, throttle, batch, chain, escalate, when].every((step) => step === undefined)) return undefined;
  const channels = inChainOrder(workflow, chooseChannels(workflow, {}).channels);
  return {
    ...(delay && { delay: describeDelay(delay) }),
    ...(throttle && { throttle: { most: throttle.most, minutes: throttle.minutes, by_key: throttle.key !== undefined } }),
    ...(batch && { batch: describeBatch(batch) }),
    ...((chain ?? escalate ?? when) && { channels: channels.map((channel) => describeTerms(workflow, channel)) }),
  };
}

function describeDelay({ minutes, until }: Delay<never>): WorkflowSteps['delay'] {
  return minutes === undefined ? { until: typeof until === 'string' ? until : 'data' } : { minutes };
}

function describeBatch(step: NonNullable<Workflow['batch']>): WorkflowSteps['batch'] {
  const { windowMinutes: minutes, maxItems, opens, by, channels } = step;
  const most = maxItems === undefined ? {} : { most: maxItems };
  return { minutes, ...most, opens, by_key: by !== undefined, ...(channels && { channels: [...channels] }) };
}

function describeTerms(workflow: Workflow, channel: Channel): NonNullable<WorkflowSteps['channels']>[number] {
  const { unreadAfterMinutes, priorities, before } = termsOf(workflow, channel);
  return {
    channel,
    ...(workflow.when?.[channel] && { condition: true as const }),
    ...(unreadAfterMinutes !== undefined && { unread_after_minutes: unreadAfterMinutes }),
    ...(before && { undelivered: true as const }),
    ...(priorities && { priorities: [...priorities] }),
  };
}
