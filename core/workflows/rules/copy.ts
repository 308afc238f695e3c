import type * as z from 'zod';
import { channelNames } from '../../../contract/channels/channels.ts';
import type { ProblemPlace } from '../../../contract/http/problems.ts';
import type { Channel } from '../../../contract/values.ts';
import { copyOn, fieldOf, hasCopy, isOff } from '../../channels/rules/behaviours.ts';
import { copyFor } from '../../experiments/rules/variant-copy.ts';
import { askOwner } from './ask-owner.ts';
import { type Reader, readerOf, type Whereabouts } from './reader.ts';
import type { Copy, Workflow } from './workflow.ts';
import type { CopyFault } from './written.ts';

/** Either copy that can be sent, or what is wrong with it. */
export type RenderedCopy =
  | { outcome: 'rendered'; copy: Copy }
  /** The copy cannot be sent as it is. Pointers lead into the publish; details name the workflow, never its data. */
  | { outcome: 'refused'; faults: ProblemPlace[] };

/**
 * Writes a notification's copy from parsed data, in the language and for the place of its user, and checks that it can be sent.
 * `channels` are those that it is needed for.
 */
export function renderCopy<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  data: z.output<Payload>,
  options: { channels: readonly Channel[]; whereabouts?: Whereabouts },
): RenderedCopy {
  const written = writeCopy(workflow, data, options);
  if (written.faults.length === 0) return { outcome: 'rendered', copy: written.copy };

  const faults = written.faults.map((fault) => ({ pointer: '/data', detail: describeFault(workflow, fault) }));
  return { outcome: 'refused', faults };
}

/**
 * Does the same, and says the faults field by field. Inbox copy that is only too long is there, shortened: a digest shows no more of it.
 */
export function writeCopy<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  data: z.output<Payload>,
  { channels, whereabouts = {} }: { channels: readonly Channel[]; whereabouts?: Whereabouts },
): { copy: Copy; faults: CopyFault[] } {
  const reader = readerOf(workflow, whereabouts);
  const copyOf = copyFor(workflow, reader);
  const copy: Copy = {};
  const faults: CopyFault[] = [];
  for (const channel of channelNames().filter(
    (name) => channels.includes(name) && hasCopy(workflow, name) && !isOff(workflow, name),
  )) {
    const { field, standIn = field, write } = copyOn(channel);
    const own = fieldOf(copyOf, field);
    const written = write(
      workflow as Workflow,
      () => askOwner(() => ((own ?? fieldOf(copyOf, standIn)) as CopyFunction | undefined)?.call(copyOf, data, reader)),
      (ask) => askOwner(() => (ask as CopyFunction | undefined)?.call(workflow, data, reader)),
    );
    if ('value' in written) Object.assign(copy, written.value);
    if ('faults' in written)
      faults.push(...written.faults.filter(({ tooLong }) => tooLong || own !== undefined || faults.length === 0)); // another function's own are told once
  }
  return { copy, faults };
}

type CopyFunction = (data: unknown, reader: Reader) => unknown;

/** Writes a fault in words for whoever publishes. */
export function describeFault({ key }: Pick<Workflow, 'key'>, { field, detail }: CopyFault): string {
  return `workflow "${key}", ${field}: ${detail}`;
}

/** What a workflow may be written in: each language that it has copy in, its own first, and of each every variant. */
export function formsOf({ language = 'en', translations = {}, experiment }: Workflow): Form[] {
  const variants = experiment === undefined ? [{}] : Object.keys(experiment.variants).map((variant) => ({ variant }));
  return [language, ...Object.keys(translations)].flatMap((locale) => variants.map((variant) => ({ locale, ...variant })));
}

/** Names a form in words. */
export function describeForm({ locale, variant }: Form): string {
  return `"${locale}"${variant === undefined ? '' : `, variant "${variant}"`}`;
}

/** A language by its tag, and a variant if there is one. */
export type Form = { locale: string; variant?: string };
