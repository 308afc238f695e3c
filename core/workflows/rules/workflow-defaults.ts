import { optionalChannels } from '../../../contract/channels/channels.ts';
import type { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { Channel } from '../../../contract/values.ts';
import type { Workflow } from './workflow.ts';

/**
 * What goes to users who have not chosen, by workflows that do not say: `optIn` and `digest` as in a workflow. `channelsOn` are the optional
 * channels that the stage has.
 */
export type WorkflowDefaults = { optIn: readonly Channel[]; digest: EmailFrequency; channelsOn: readonly Channel[] };

/** The workflows with a stage's defaults for what they leave open, which do not apply to required ones, and without channels that it has off. */
export function withDefaults(
  workflows: ReadonlyMap<string, Workflow>,
  { optIn, digest, channelsOn }: WorkflowDefaults,
): ReadonlyMap<string, Workflow> {
  const off = optionalChannels().filter((channel) => !channelsOn.includes(channel));
  const channelsOff = off.length === 0 ? {} : { channelsOff: off };
  const filledIn = [...workflows].map(
    ([key, workflow]) => [key, { ...(!workflow.required && { optIn, digest }), ...workflow, ...channelsOff }] as const,
  );
  return new Map(filledIn);
}

/**
 * The workflows with the places that their e-mails' files may lie in, joined by commas; none is named by an empty text. With that a publish is
 * refused whose e-mail could only fail, as a file of it lies elsewhere.
 */
export function withFileBuckets(workflows: ReadonlyMap<string, Workflow>, fileBuckets = ''): ReadonlyMap<string, Workflow> {
  return new Map([...workflows].map(([key, workflow]) => [key, { ...workflow, fileBuckets }]));
}
