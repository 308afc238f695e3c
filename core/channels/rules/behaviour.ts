import type * as z from 'zod';
import type { Reader } from '../../workflows/rules/reader.ts';
import type { Copy, Workflow } from '../../workflows/rules/workflow.ts';
import type { CopyFault, Written } from '../../workflows/rules/written.ts';
import type { MagicOutcome } from './magic-outcome.ts';

/** Calls a function of a workflow that is there once for all its languages. */
export type AskWorkflow = (ask: ((data: never, reader: Reader) => unknown) | undefined) => unknown;

/** What a workflow gives for a channel, and how it is written for one user. */
export type ChannelCopy = {
  /** The function of a workflow that writes it, in each of its languages. */
  field: string;
  /** Whether a workflow may be without it, and so without the channel. */
  isOptional: boolean;
  /** The function that writes it where the workflow has none of its own; with it no workflow is without the channel. */
  standIn?: string;
  /** What else a workflow may set for the channel; it makes sense only beside the function. */
  settings?: Readonly<Record<string, z.ZodType>>;
  /** Whether what is too long is shortened where it takes the place of something. */
  isShortened?: boolean;
  /** Writes it, and checks that it can be sent. `call` calls the workflow's function, `ask` another one with the same data and reader. */
  write(workflow: Workflow, call: () => unknown, ask: AskWorkflow): Written<object>;
  /** What its stage could not send of it. Asked when it is published alone: what was accepted goes as far as it can. */
  checkAtPublish?(copy: Copy, workflow: Workflow): CopyFault[];
  /** What a trace says of copy that is not what the workflow wrote. */
  note?(copy: Copy): string | undefined;
  /** What a dry run shows of it, as `shown` of the channel's definition has it. `writeEmail` writes the e-mail's body too. */
  show(copy: Copy, writeEmail: () => object): object | undefined;
};

/** What a channel does, beside its definition in `contract/channels`. */
export type ChannelBehaviour = {
  copy: ChannelCopy;
  /** What becomes of a test message to this address; nothing when it is an ordinary one. Absent: no address plays anything. */
  playAddress?(address: string): MagicOutcome | undefined;
};
