import type { Answers } from '../api/calls.ts';
import { channelNames } from '../delivery/channels.ts';
import { element } from '../elements/element.ts';
import { linkToLog } from '../route.ts';

export type Workflow = Answers['GET /local/workflows']['data'][number];

/** Draws the variants to choose from, while users get one or another. */
export function variantChoices({ experiment }: Workflow): HTMLElement[] {
  if (experiment === undefined || experiment.winner !== undefined) return []; // then all get the same
  const named = experiment.variants.map(({ variant }) => element('option', {}, variant));
  return [element('option', { value: '' }, 'any'), ...named];
}

/** The variants with their weights, and what decides about the rest of the users. */
function experimentText({ variants, holdout, winner }: NonNullable<Workflow['experiment']>): string {
  const weights = variants.map(({ variant, weight }) => `${variant} ${weight}`).join(', ');
  const held = holdout === undefined ? '' : `; ${holdout} % of all users get nothing`;
  return `variants by weight: ${weights}${held}${winner === undefined ? '' : `; it has ended, all get ${winner}`}`;
}

/** Draws what a workflow is, a name and a value each. */
export function facts({
  key,
  category,
  priority,
  channels,
  required,
  track_email: tracked,
  experiment,
}: Workflow): HTMLElement[] {
  const rows = {
    Category: `${category}${required ? ', which nobody can switch off' : ''}`,
    Priority: priority,
    Channels: channels.map((channel) => channelNames[channel]).join(', '),
    ...(tracked !== undefined && { 'E-mail tracking': `${tracked.join(' and ')} (trackEmail)` }),
    ...(experiment !== undefined && { Experiment: `${experiment.id}, ${experimentText(experiment)}` }),
    History: element('a', { href: linkToLog({ workflow: key }) }, 'its notifications'),
  };
  return Object.entries(rows).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
}
