import type * as z from 'zod';
import type { Workflow } from '../core/rules/workflow.ts';
import type { EmailTemplate } from './_layout/email-template.ts';
import { type RenderedEmail, renderEmail } from './_layout/render-email.tsx';
import type { workflows } from './index.ts';
import { MessageEmail } from './message/email.tsx';
import { RepairApprovedEmail } from './repair-approved/email.tsx';
import { RepairAssignedEmail } from './repair-assigned/email.tsx';

/** A template for each of these workflows, made for its payload; one that is missing does not compile. */
export type EmailsOf<Workflows extends readonly Workflow[]> = {
  [Each in Workflows[number] as Each['key']]: EmailTemplate<z.output<Each['payload']>>;
};

/** Every workflow's e-mail: any of them can be sent as one, since a publish may name the channel. */
export const emails: EmailsOf<typeof workflows> = {
  message: MessageEmail,
  'repair-approved': RepairApprovedEmail,
  'repair-assigned': RepairAssignedEmail,
};

/**
 * Writes a workflow's e-mail from data that its payload schema has parsed; `locale` is the user's.
 * @throws Error when the workflow has no template here.
 */
export function writeEmail(workflow: Workflow, data: Record<string, unknown>, locale?: string): RenderedEmail {
  const templates: ReadonlyMap<string, EmailTemplate<never>> = new Map(Object.entries(emails));
  const template = templates.get(workflow.key);
  if (template === undefined) throw new Error(`workflow "${workflow.key}" has no e-mail template in workflows/emails.ts`);

  // the type of `emails` has matched each template with its payload; a key known only at run time cannot say so again
  return renderEmail(workflow, template as EmailTemplate<Record<string, unknown>>, data, locale);
}
