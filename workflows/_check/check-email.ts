import { isBlank } from '../../contract/text.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import type { EmailTemplate } from '../_layout/email-template.ts';
import { renderTemplate } from '../_layout/render-template.tsx';
import { describeThrown } from './describe-thrown.ts';
import type { FieldFault } from './field-fault.ts';
import { type CheckedForm, formsToCheck } from './forms-to-check.ts';
import { explainMisrendered, misrendered } from './misrendered.ts';

/** Gmail cuts a longer e-mail off, and the link to unsubscribe with it. */
const mostHtmlBytes = 102_000;

/** What is wrong with a workflow's e-mail, in each language: its template cannot be used, or renders nothing, or too much. */
export function checkEmail(workflow: Workflow, template: unknown): FieldFault[] {
  return formsToCheck(workflow).flatMap((form) =>
    emailFaults(workflow, template, form).map((fault) => ({ channel: 'email' as const, form, ...fault })),
  );
}

function emailFaults(workflow: Workflow, template: unknown, whereabouts: CheckedForm): Pick<FieldFault, 'field' | 'reason'>[] {
  const file = `${workflow.key}/email.tsx`;
  if (typeof template !== 'function') {
    const reason = `the template in emails.ts is ${template}: does ${file} export a component of the name that emails.ts imports?`;
    return [{ field: 'html', reason }];
  }

  const data = workflow.payload.parse(workflow.example);
  let email: ReturnType<typeof renderTemplate>;
  try {
    email = renderTemplate(workflow, template as EmailTemplate<typeof data>, { data, whereabouts });
  } catch (error) {
    return [{ field: 'html', reason: `${file} threw ${describeThrown(error)}` }];
  }
  if (isBlank(wordsIn(email.html))) return [{ field: 'html', reason: `${file} renders no words: does it return its elements?` }];
  if (isBlank(email.text)) return [{ field: 'text', reason: `${file} renders nothing that can be read as plain text` }];

  const sign = misrendered(email.text, workflow.example);
  if (sign !== undefined) return [{ field: 'text', reason: `${file} ${explainMisrendered(sign)}` }];

  const bytes = Buffer.byteLength(email.html);
  if (bytes <= mostHtmlBytes) return [];
  return [{ field: 'html', reason: `${file} renders ${bytes} bytes, and Gmail cuts an e-mail at ${mostHtmlBytes}` }];
}

/** What of HTML is text, with its entities and white space as they stand: enough to see whether there is any. */
function wordsIn(html: string): string {
  return html.replaceAll(/<(head|style)\b[\s\S]*?<\/\1>|<[^>]*>/g, '');
}
