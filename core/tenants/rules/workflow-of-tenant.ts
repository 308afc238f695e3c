import type { TenantPreferences } from '../../../contract/tenants/tenants.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';

type WithDefaults = { preferences?: TenantPreferences | undefined };

/** A workflow with a tenant's defaults for its category, for users who have not chosen; a required one stays as it is. */
export function workflowOfTenant(workflow: Workflow, tenant: WithDefaults | undefined): Workflow {
  const { categories = {} } = tenant?.preferences ?? {};
  const said = Object.hasOwn(categories, workflow.category) ? categories[workflow.category] : undefined;
  if (said === undefined || workflow.required) return workflow;

  const { digest = workflow.digest, ...channels } = said;
  const optedOut = Object.entries(channels).flatMap(([channel, value]) => (value === 'opted_out' ? [channel] : []));
  const left = (workflow.optIn ?? []).filter((channel) => channels[channel] === undefined);
  const optIn = [...left, ...(optedOut as typeof left)];
  return { ...workflow, optIn, ...(digest !== undefined && { digest }) };
}
