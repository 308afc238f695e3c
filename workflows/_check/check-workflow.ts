import { isBlank } from '../../contract/text.ts';
import { Channel } from '../../contract/values.ts';
import { copyOn, fieldOf, hasOwnCopy } from '../../core/channels/rules/behaviours.ts';
import { describeForm, writeCopy } from '../../core/workflows/rules/copy.ts';
import { defineWorkflow } from '../../core/workflows/rules/define-workflow.ts';
import type { Copy, InboxCopy, Workflow } from '../../core/workflows/rules/workflow.ts';
import type { CopyFault } from '../../core/workflows/rules/written.ts';

import { digest } from '../_digest/workflow.ts';
import { checkDigest } from './check-digest.ts';
import { checkEmail } from './check-email.ts';
import { describeThrown } from './describe-thrown.ts';
import type { FieldFault } from './field-fault.ts';
import { type CheckedForm, formsToCheck } from './forms-to-check.ts';
import { explainMisrendered, misrendered } from './misrendered.ts';

/**
 * What is wrong with workflows and their templates, the digest's included: one line a fault, with workflow, channel, language and field.
 * Asked of every workflow, ours or an owner's: its example renders on each channel in each language it has, and nothing is empty or too long.
 */
export function checkWorkflows(workflows: readonly Workflow[], templates: Readonly<Record<string, unknown>>): string[] {
  return [
    ...workflows.flatMap((workflow) => checkWorkflow(workflow, templates[workflow.key])),
    ...checkDigest().map((fault) => describe(digest.key, fault)),
  ];
}

/** The same of one workflow; a definition that is wrong in itself is all that is said of it. */
export function checkWorkflow(workflow: Workflow, template: unknown): string[] {
  try {
    defineWorkflow(workflow); // it may have been made without
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  return [...checkCopy(workflow), ...checkEmail(workflow, template)].map((fault) => describe(workflow.key, fault));
}

type Place = Pick<CopyFault, 'channel' | 'field'>;

function checkCopy(workflow: Workflow): FieldFault[] {
  const data = workflow.payload.parse(workflow.example);
  const channels = Channel.options.filter((channel) => hasOwnCopy(workflow, channel));
  return formsToCheck(workflow).flatMap((form) => {
    const written = writeCopy(workflow, data, { channels, whereabouts: form });
    if (written.faults.length > 0) return written.faults.map((fault) => ({ form, ...placeOf(fault), reason: reasonOf(fault) }));

    return channels.flatMap(textsOn(written.copy)).flatMap(({ text, ...place }) => {
      const sign = misrendered(text, workflow.example);
      const reason = isBlank(text) ? 'is empty' : sign && explainMisrendered(sign);
      return reason === undefined ? [] : [{ form, ...placeOf(place), reason }];
    });
  });
}

/** The texts of a channel that has one, or, as the inbox, a title and a body. */
function textsOn(copy: Copy): (channel: Channel) => (Place & { text: string })[] {
  return (channel) => {
    const { field } = copyOn(channel);
    const written = fieldOf(copy, field);
    if (typeof written === 'string') return [{ channel, field, text: written }];
    const { title, body } = (written ?? {}) as Partial<InboxCopy>;
    return Object.entries({ title, body }).flatMap(([name, text]) =>
      text === undefined ? [] : [{ channel, field: `${field}.${name}`, text }],
    );
  };
}

/** A field as it is called beside the name of its channel. */
function placeOf({ channel, field }: Place): Place {
  return { channel, field: field === channel && copyOn(channel).isOptional ? 'text' : field.replace(`${channel}.`, '') };
}

/** The data here is the owner's own example, so what was thrown may be shown. */
function reasonOf({ detail, thrown }: CopyFault): string {
  return thrown === undefined ? detail : `threw ${describeThrown(thrown)}`;
}

function describe(workflow: string, { channel, form, field, reason }: FieldFault): string {
  return `workflow "${workflow}", ${channel} in ${describeForm(form)}${isBatch(form) ? ', as a batch' : ''}, ${field}: ${reason}`;
}

function isBatch({ batch }: CheckedForm): boolean {
  return batch !== undefined;
}
