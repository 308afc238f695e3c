import type * as z from 'zod';
import { channelNames, channelOf } from '../../../contract/channels/channels.ts';
import type { ProblemPlace } from '../../../contract/http/problems.ts';
import type { SkippedChannel } from '../../../contract/publishing/publish.ts';
import type { Channel } from '../../../contract/values.ts';
import { copyOn } from '../../channels/rules/behaviours.ts';
import { describeFault, describeForm, formsOf, writeCopy } from './copy.ts';
import type { Whereabouts } from './reader.ts';
import type { Copy, Workflow } from './workflow.ts';
import type { CopyFault } from './written.ts';

/**
 * What a plan has to know of copy: the channels that it is too long for, with the reason, and what a trace says of another. What
 * costs nothing is checked in any case, as it may be added.
 */
export type CopyFit = Readonly<Partial<Record<Channel, { tooLong: string } | { note: string }>>>;

/** What one user is told, how it fits, and what is wrong with it that no length explains. */
export type FittedCopy = { copy: Copy; fit: CopyFit; wrong: CopyFault[] };

/**
 * Writes what may be needed for a user: what costs nothing in any case, as it may take the place of an SMS, or stand in a digest.
 */
export function fitCopy<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  data: z.output<Payload>,
  { channels, whereabouts = {} }: { channels: readonly Channel[]; whereabouts?: Whereabouts },
): FittedCopy {
  const needed = channelNames().filter((channel) => channels.includes(channel) || !channelOf(channel).isPaid);
  const { copy, faults } = writeCopy(workflow, data, { channels: needed, whereabouts });
  const tooLong = faults.filter((fault) => fault.tooLong);
  const notes = needed.flatMap((channel) => {
    const note = copyOn(channel).note?.(copy);
    return note === undefined ? [] : [[channel, { note }] as const];
  });
  const byChannel = Map.groupBy(tooLong, ({ channel }) => channel);
  const unfit = [...byChannel].map(([channel, these]) => [channel, { tooLong: these.map(inWords).join(', ') }] as const);
  return { copy, fit: Object.fromEntries([...notes, ...unfit]), wrong: faults.filter((fault) => !fault.tooLong) };
}

/**
 * Finds what is wrong with a notification's copy, in every language and variant that it can be written in. It is asked when a
 * publish is accepted, so that bad copy is the publisher's 4xx and not a message that fails for ever. What is only too long for a
 * channel costs that channel (`skipped`), unless it leaves none.
 */
export function checkCopyFit<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  data: z.output<Payload>,
  channels: readonly Channel[],
): { faults: ProblemPlace[]; skipped: SkippedChannel[] } {
  const forms = formsOf(workflow);
  const decided = forms.map((form) => ({ form, ...fitCopy(workflow, data, { channels, whereabouts: form }) }));
  const refused = decided.flatMap(({ copy, wrong: written, fit }) => {
    const wrong = [...written, ...askChannels(copy, workflow as unknown as Workflow)];
    if (wrong.length > 0) return wrong.map((fault) => describeFault(workflow, fault));
    const unfit = unfitOf(fit, channels);
    return unfit.length < channels.length ? [] : unfit.map(({ tooLong }) => `workflow "${workflow.key}", ${tooLong}`);
  });
  const skipped = decided.flatMap(({ form, fit }) =>
    unfitOf(fit, channels).map(({ channel, tooLong }) => {
      const place = forms.length === 1 ? '' : ` in ${describeForm(form)}`;
      return { channel, reason: 'content_too_long' as const, detail: `workflow "${workflow.key}"${place}, ${tooLong}` };
    }),
  );
  return { faults: refused.map((detail) => ({ pointer: '/data', detail })), skipped };
}

/** What the stage could not send of it on any channel. */
function askChannels(copy: Copy, workflow: Workflow): CopyFault[] {
  return channelNames().flatMap((channel) => copyOn(channel).checkAtPublish?.(copy, workflow) ?? []);
}

function unfitOf(fit: CopyFit, channels: readonly Channel[]): { channel: Channel; tooLong: string }[] {
  return Object.entries(fit).flatMap(([channel, each]) =>
    'tooLong' in each && channels.includes(channel as Channel) ? [{ channel: channel as Channel, tooLong: each.tooLong }] : [],
  );
}

function inWords({ field, detail }: CopyFault): string {
  return `${field}: ${detail}`;
}
