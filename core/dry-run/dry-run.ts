import { type AudienceCount, type DryRunAnswer, type DryRunRequest, sampledUsers } from '../../contract/dry-run/dry-run.ts';
import type { Contact } from '../../contract/users/contact.ts';
import type { Channel } from '../../contract/values.ts';
import { type FindBatchDeps, findBatch } from '../batches/find-batch.ts';
import { exampleBatch } from '../batches/rules/example-batch.ts';
import { countAudience } from '../broadcasts/count-audience.ts';
import { writeStoredCopy } from '../channels/inbox/inbox-copy.ts';
import { mergeAddresses } from '../channels/rules/address-list.ts';
import { reachedBy } from '../channels/rules/reached-by.ts';
import { type Assignment, assignVariant } from '../experiments/rules/assign-variant.ts';
import { chooseChannels } from '../planning/rules/choose-channels.ts';
import { digestTimeOf } from '../preferences/rules/preferences.ts';
import { type Accepted, validatePublish } from '../publishing/validate-publish.ts';
import type { FindTenantDeps } from '../tenants/find-tenant.ts';
import { workflowOfTenant } from '../tenants/rules/workflow-of-tenant.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User, UserList, Users } from '../users/ports/users.ts';
import { whereaboutsOf } from '../users/rules/profile.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { findBatchFaults } from './find-more-faults.ts';
import { type ForeseeForUserDeps, foreseeForUser } from './foresee-for-user.ts';
import type { Somebody } from './foresee-on-channel.ts';
import { type ForeseeProviderDeps, foreseeProviders } from './foresee-provider.ts';

export type DryRunDeps = ForeseeForUserDeps &
  ForeseeProviderDeps &
  FindTenantDeps &
  FindBatchDeps & { workflows: ReadonlyMap<string, Workflow>; users: Pick<Users, 'getMany'>; userList: UserList; now: Now };

/**
 * What a publish would do, were it made now: per user and channel when, why, in which words and at what cost. Nothing is stored and
 * nothing is sent. Decided by the rules that dispatch and release go by.
 * @throws Refused as a publish would.
 */
export async function dryRun(
  { request, test }: { request: DryRunRequest; test: boolean },
  deps: DryRunDeps,
): Promise<DryRunAnswer> {
  const now = deps.now();
  const faults = findBatchFaults(request, deps.workflows);
  const validated = await validatePublish(request, now, { ...deps, readAll: true, faults });
  const { workflow: written, times, refused, actor, ...named } = validated;
  const tenant = request.tenant === undefined ? undefined : await deps.tenants.find(request.tenant);
  const workflow = workflowOfTenant(written, tenant);
  const { priority = workflow.priority } = request;
  const overrides = { priority: request.priority, channels: request.channels, ...toDates(times) };
  const { channels: chosen } = chooseChannels(workflow, overrides);
  const { accepted, audience } = await findAudience(request, { ...named, channels: chosen, workflow }, deps);

  const providers = await foreseeProviders(now, deps);
  const users = await Promise.all(
    accepted.map(async (each) => {
      const user = reachedBy(workflow, asTheyWouldBe(each));
      const data = { ...request.data, ...each.data };
      const assignment = assignVariant(workflow, { userId: user.id, priority, test });
      const variant = assignment?.variant;
      const { fit, steps } = writeStoredCopy(workflow, data, {
        channels: chosen,
        whereabouts: { ...whereaboutsOf(user, variant), actor },
        user,
        since: overrides.sendAt ?? now,
      });
      const batch = await findBatch({ id: '', userId: user.id, workflow, steps, overrides, test }, now, deps);
      const asBatch = request.batch_of === undefined ? undefined : exampleBatch(request.batch_of, { data, actor, at: now });
      const fresh = { workflow, user, overrides, test, fit, steps, assignment, batch };
      const channels = await foreseeForUser(
        fresh,
        { workflow, user, variant, actor, batch: asBatch, brand: tenant?.brand, data, priority, test, now, providers },
        deps,
      );
      return { user: user.id, timezone: digestTimeOf(user).zone, ...shownOf(assignment), channels };
    }),
  );
  return { data: users, refused, ...(audience && { audience }) };
}

/** Whom it is foreseen for: those who are named, or the first users of its audience, which is counted on the way. */
async function findAudience(
  { audience, tenant, cursor }: DryRunRequest,
  { accepted, channels, workflow }: { accepted: readonly Accepted[]; channels: readonly Channel[]; workflow: Workflow },
  deps: DryRunDeps,
): Promise<{ accepted: readonly Accepted[]; audience?: AudienceCount }> {
  if (audience === undefined) return { accepted };
  const { count, users } = await countAudience({ audience, tenant, cursor, channels, workflow }, deps);
  const sample = cursor === undefined ? users.slice(0, sampledUsers) : [];
  return { accepted: sample.map((known) => ({ pointer: '/audience', id: known.id, known })), audience: count };
}

function shownOf(assignment: Assignment | undefined) {
  if (assignment === undefined) return {};
  const { because: variant_because, ...assigned } = assignment;
  return { ...assigned, variant_because };
}

/** The user as a publish would leave them: what it brings replaces what is known. */
function asTheyWouldBe({ id, contact, known }: Accepted): Somebody {
  const given: Partial<User> & Contact = { ...known, ...(contact && mergeAddresses(contact, known)) };
  return { ...given, id };
}

function toDates({ sendAt, expiresAt }: { sendAt?: string | undefined; expiresAt?: string | undefined }) {
  return {
    ...(sendAt !== undefined && { sendAt: new Date(sendAt) }),
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
  };
}
