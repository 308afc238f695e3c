import type { TenantBrand } from '../contract/tenants/tenants.ts';
import type { Whereabouts } from '../core/workflows/rules/reader.ts';
import { parseStoredData } from '../core/workflows/rules/stored-data.ts';
import type { Workflow } from '../core/workflows/rules/workflow.ts';
import { DigestEmail } from './_digest/email.tsx';
import { digest } from './_digest/workflow.ts';
import { brandOfTenant } from './_layout/brand-of-tenant.ts';
import type { EmailTemplate } from './_layout/email-template.ts';
import { type RenderedEmail, renderTemplate } from './_layout/render-template.tsx';
import { emails } from './emails.ts';
import { workflowByKey } from './workflow-by-key.ts';

/**
 * Writes a notification's e-mail to its user, with a link to unsubscribe when there is one, and in the brand of a tenant if it has one.
 * @throws Error when there is no such workflow, or it does not take the data; it names the fields and holds no data.
 */
export function renderEmail(
  notification: { workflow: string; data: Record<string, unknown> } & Whereabouts,
  { unsubscribeUrl, brand }: { unsubscribeUrl?: string | undefined; brand?: TenantBrand | undefined } = {},
): RenderedEmail {
  const workflow = notification.workflow === digest.key ? digest : workflowByKey.get(notification.workflow);
  if (workflow === undefined) throw new Error(`there is no workflow "${notification.workflow}"`);
  const payload = parseStoredData(workflow as Workflow, notification.data);
  if (!payload.success) {
    const fields = payload.error.issues.map((issue) => issue.path.join('.') || 'data');
    throw new Error(`workflow "${workflow.key}" does not take this data: ${fields.join(', ')}`);
  }

  return renderTemplate(workflow as Workflow, templateOf(workflow as Workflow), {
    data: payload.data,
    whereabouts: notification,
    unsubscribeUrl,
    brand: brand && brandOfTenant(brand),
  });
}

function templateOf({ key }: Workflow): EmailTemplate<Record<string, unknown>> {
  // the type of `emails` has matched each template with its payload; a key known only at run time cannot say so again
  return { ...emails, [digest.key]: DigestEmail }[key as keyof typeof emails] as EmailTemplate<never> as EmailTemplate<
    Record<string, unknown>
  >;
}
