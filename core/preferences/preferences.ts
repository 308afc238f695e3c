import type { ProblemCode, ProblemPlace } from '../../contract/http/problems.ts';
import type { PreferencesAnswer, PreferencesPatch } from '../../contract/preferences/preferences.ts';
import type { Conditional } from '../channels/inbox/read-feed.ts';
import { matchesETag } from '../channels/inbox/rules/feed-etag.ts';
import { Refused } from '../errors.ts';
import type { SoundFields } from '../http/rules/sound-fields.ts';
import { fingerprint } from '../publishing/rules/fingerprint.ts';
import { type FindTenantDeps, findTenantOf } from '../tenants/find-tenant.ts';
import { workflowOfTenant } from '../tenants/rules/workflow-of-tenant.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User, Users } from '../users/ports/users.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { changeChoices } from './change-choices.ts';
import { findCategoryFault, patchChoices } from './rules/patch-preferences.ts';
import { choicesOf } from './rules/preferences.ts';
import { showPreferences } from './rules/show-preferences.ts';

export type PreferencesDeps = FindTenantDeps & { users: Users; workflows: ReadonlyMap<string, Workflow>; now: Now };

/**
 * Whose preferences. Of a user whom nobody has created: the app's server is told that there is none; the user, whose token vouches
 * for them, sees the defaults, and begins to exist with the first choice.
 */
export type Whose = { userId: string; asks: 'server' | 'user' };

/**
 * What goes to a user, by their choices and the defaults; no body when `ifNoneMatch` names what is there now.
 * @throws Refused `not_found`.
 */
export async function readPreferences(
  { userId, asks, ifNoneMatch }: Whose & { ifNoneMatch: string | undefined },
  deps: Omit<PreferencesDeps, 'now'>,
): Promise<Conditional<PreferencesAnswer>> {
  const [users, workflows] = await Promise.all([deps.users.getMany([userId]), workflowsFor(userId, deps)]);
  const user = users.get(userId);
  if (asks === 'server') mustExist(user);
  const { etag, body } = tagged(user, workflows);
  return matchesETag(ifNoneMatch, etag) ? { etag } : { etag, body };
}

/**
 * Applies a merge patch to what a user has chosen; with `ifMatch`, only to what the caller has seen.
 * @throws Refused `not_found`, `precondition_failed`, or for what a patch may not say.
 */
export async function patchPreferences(
  { userId, asks, patch, ifMatch }: Whose & { patch: PreferencesPatch; ifMatch: string | undefined },
  deps: PreferencesDeps,
): Promise<Conditional<PreferencesAnswer>> {
  const workflows = await workflowsFor(userId, deps);
  const changed = await changeChoices(
    userId,
    (user) => {
      if (asks === 'server') mustExist(user);
      if (ifMatch !== undefined && !matchesETag(ifMatch, tagged(user, workflows).etag))
        throw new Refused('precondition_failed', 'the preferences have changed since; read them again');

      const patched = patchChoices(choicesOf(user ?? {}), patch, workflows);
      if (!patched.ok) throw notSo(patched);
      return patched.choices;
    },
    deps,
  );
  return tagged(changed, workflows);
}

/** What else is wrong with a patch of which some field has not the shape that it should, so that all is told at once. */
export function findMoreFaults({ sound }: SoundFields<PreferencesPatch>, workflows: ReadonlyMap<string, Workflow>): Refused[] {
  const fault = findCategoryFault(sound.categories ?? {}, workflows);
  return fault === undefined ? [] : [notSo(fault)];
}

function notSo({ code, places }: { code: ProblemCode; places: readonly ProblemPlace[] }): Refused {
  return new Refused(code, 'the preferences cannot be changed so', { places });
}

/** Puts the defaults of the user's tenant on the workflows. */
async function workflowsFor(
  userId: string,
  { workflows, tenants }: Pick<PreferencesDeps, 'workflows' | 'tenants'>,
): Promise<PreferencesDeps['workflows']> {
  const tenant = await findTenantOf(userId, { tenants });
  if (tenant?.preferences === undefined) return workflows;
  return new Map([...workflows].map(([key, workflow]) => [key, workflowOfTenant(workflow, tenant)]));
}

function mustExist(user: User | undefined): void {
  if (user === undefined) throw new Refused('not_found', 'there is no such user');
}

/** The tag is made of all that is shown, so that it changes with the workflows and their defaults too. */
function tagged(user: User | undefined, workflows: ReadonlyMap<string, Workflow>) {
  const body = showPreferences(user ?? {}, workflows);
  return { etag: `"${fingerprint(JSON.stringify(body)).slice(0, 22)}"`, body };
}
