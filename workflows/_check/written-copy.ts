import { inWords } from '../../contract/schema-words.ts';
import { Channel } from '../../contract/values.ts';
import { hasOwnCopy } from '../../core/channels/rules/behaviours.ts';
import { writeCopy } from '../../core/workflows/rules/copy.ts';
import type { Whereabouts } from '../../core/workflows/rules/reader.ts';
import type { Copy, Workflow } from '../../core/workflows/rules/workflow.ts';
import type { EmailTemplate } from '../_layout/email-template.ts';
import { renderTemplate } from '../_layout/render-template.tsx';
import { checkWorkflow } from './check-workflow.ts';
import { describeThrown } from './describe-thrown.ts';
import { type CheckedForm, formsToCheck } from './forms-to-check.ts';

/** What a workflow says of some data: on each channel that it has words for, and its e-mail in both parts. */
export type WrittenCopy = Omit<Copy, 'subject' | 'emailOptions'> & { email: { subject: string; text: string; html: string } };

/** What a workflow says in one form: `name` tells it from the others. */
export type WrittenForm = { name: string; copy: WrittenCopy };

type Templates = Readonly<Record<string, unknown>>;

/** Writes what each workflow says of its example in every form it has, or tells what is wrong with it. */
export function writeExamples(
  workflows: readonly Workflow[],
  templates: Templates,
): { key: string; faults: string[]; forms: WrittenForm[] }[] {
  return workflows.map((workflow) => {
    const template = templates[workflow.key];
    const faults = checkWorkflow(workflow, template);
    if (faults.length > 0) return { key: workflow.key, faults, forms: [] };
    const forms = formsToCheck(workflow).map((form) => ({
      name: nameOf(form),
      copy: write(workflow, template, { data: workflow.payload.parse(workflow.example), whereabouts: form }),
    }));
    return { key: workflow.key, faults, forms };
  });
}

function nameOf({ locale, variant, batch }: CheckedForm): string {
  return [locale, variant && `variant ${variant}`, batch && 'as a batch'].filter(Boolean).join(', ');
}

/**
 * Writes what one workflow says of some data to somebody.
 * @throws Error when there is no such workflow, or it does not take the data, or what it says cannot be sent.
 */
export function writeOne(
  workflows: readonly Workflow[],
  templates: Templates,
  { key, data, ...whereabouts }: { key: string; data?: unknown } & Whereabouts,
): WrittenCopy {
  const workflow = workflows.find((each) => each.key === key);
  if (workflow === undefined)
    throw new Error(`there is no workflow "${key}"; there are ${workflows.map((each) => each.key).join(', ')}`);
  const parsed = workflow.payload.safeParse(data ?? workflow.example, { error: inWords });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`);
    throw new Error(`workflow "${key}" does not take these data: ${wrong.join('; ')}`);
  }
  return write(workflow, templates[key], { data: parsed.data, whereabouts });
}

function write(
  workflow: Workflow,
  template: unknown,
  { data, whereabouts }: { data: Record<string, unknown>; whereabouts: Whereabouts },
): WrittenCopy {
  const channels = Channel.options.filter((channel) => hasOwnCopy(workflow, channel));
  const { copy, faults } = writeCopy(workflow, data, { channels, whereabouts });
  const [fault] = faults;
  if (fault !== undefined)
    throw new Error(
      `workflow "${workflow.key}", ${fault.field}: ${fault.detail}${fault.thrown ? `: ${describeThrown(fault.thrown)}` : ''}`,
    );
  const { subject: _subject, emailOptions: _options, ...others } = copy;
  const { subject, text, html } = renderTemplate(workflow, template as EmailTemplate<typeof data>, { data, whereabouts });
  return { ...others, email: { subject, text, html } };
}
