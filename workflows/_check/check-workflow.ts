import { isBlank } from '../../contract/text.ts';
import { Channel } from '../../contract/values.ts';
import { languagesOf, writeCopy } from '../../core/workflows/rules/copy.ts';
import { defineWorkflow } from '../../core/workflows/rules/define-workflow.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import type { CopyFault } from '../../core/workflows/rules/written.ts';
import { digest } from '../_digest/workflow.ts';
import { checkDigest } from './check-digest.ts';
import { checkEmail } from './check-email.ts';
import type { FieldFault } from './field-fault.ts';
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

function checkCopy(workflow: Workflow): FieldFault[] {
  const data = workflow.payload.parse(workflow.example);
  return languagesOf(workflow).flatMap((language) => {
    const written = writeCopy(workflow, data, { channels: Channel.options, whereabouts: { locale: language } });
    if (written.faults.length > 0)
      return written.faults.map((fault) => ({ language, ...placeOf(fault), reason: reasonOf(fault) }));

    const { inbox, subject = '', sms } = written.copy;
    const texts = {
      'inbox.title': inbox?.title ?? '',
      'inbox.body': inbox?.body ?? '',
      subject,
      ...(sms !== undefined && { sms }),
    };
    return Object.entries(texts).flatMap(([field, text]) => {
      const sign = misrendered(text, workflow.example);
      const reason = isBlank(text) ? 'is empty' : sign && explainMisrendered(sign);
      return reason === undefined ? [] : [{ language, ...placeOf({ field }), reason }];
    });
  });
}

function placeOf({ field }: Pick<CopyFault, 'field'>): { channel: Channel; field: string } {
  if (field === 'subject') return { channel: 'email', field };
  if (field === 'sms') return { channel: 'sms', field: 'text' };
  return { channel: 'inbox', field: field.replace(/^inbox\./, '') };
}

/** The data here is the owner's own example, so what was thrown may be shown. */
function reasonOf({ detail, thrown }: CopyFault): string {
  return thrown === undefined ? detail : `threw ${thrown}`;
}

function describe(workflow: string, { channel, language, field, reason }: FieldFault): string {
  return `workflow "${workflow}", ${channel} in "${language}", ${field}: ${reason}`;
}
