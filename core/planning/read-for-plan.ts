import { reachedBy } from '../channels/rules/reached-by.ts';
import { NotKnownYet } from '../errors.ts';
import { type FindTenantDeps, findTenantOf } from '../tenants/find-tenant.ts';
import { workflowOfTenant } from '../tenants/rules/workflow-of-tenant.ts';
import type { User, Users } from '../users/ports/users.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';

type WorkflowDeps = { workflows: ReadonlyMap<string, Workflow> };

export type ReadForPlanDeps = WorkflowDeps & FindTenantDeps & { users: Pick<Users, 'getMany'> };

/**
 * Reads what a plan for a user begins with: the workflow with the defaults of their tenant, and the user as it reaches them. `user` is
 * absent for one who was deleted.
 * @throws NotKnownYet when there is no such workflow.
 */
export async function readForPlan(
  { workflow: key, userId }: { workflow: string; userId: string },
  deps: ReadForPlanDeps,
): Promise<{ workflow: Workflow; user: User | undefined }> {
  const written = workflowNamed(key, deps);
  const [users, tenant] = await Promise.all([deps.users.getMany([userId]), findTenantOf(userId, deps)]);
  const workflow = workflowOfTenant(written, tenant);
  const user = users.get(userId);
  return { workflow, user: user && reachedBy(workflow, user) };
}

/** Finds a workflow by its key. @throws NotKnownYet when there is none: a version that is being deployed may have it. */
export function workflowNamed(key: string, { workflows }: WorkflowDeps): Workflow {
  const workflow = workflows.get(key);
  if (workflow === undefined) throw new NotKnownYet(`there is no workflow "${key}"`);
  return workflow;
}
