import type { ProblemPlace } from '../../contract/http/problems.ts';
import type { PutTenant, TenantAnswer, TenantBrand, TenantPage, TenantQuery } from '../../contract/tenants/tenants.ts';
import { Refused, together } from '../errors.ts';
import { formatLogCursor, parseLogCursor } from '../message-log/log-cursor.ts';
import { findCategoryFault } from '../preferences/rules/patch-preferences.ts';
import type { Now } from '../time/ports/clock.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import type { TenantSettings, Tenants } from './ports/tenants.ts';
import { contrast, readableContrast } from './rules/contrast.ts';

type Deps = { tenants: Tenants };

/** What the text of e-mails lies on: `workflows/_layout/theme.ts`. */
const grounds = { colour: ['white', '#ffffff'], colour_on_dark: ['a dark background', '#171a21'] } as const;

/**
 * Sets what a tenant has of its own, in place of what was set.
 * @throws Refused `body_invalid` for colours in which nobody could read; as `patchPreferences` for preferences that nobody can have.
 */
export async function putTenant(
  { id, settings }: { id: string; settings: PutTenant },
  { tenants, workflows, now }: Deps & { workflows: ReadonlyMap<string, Workflow>; now: Now },
): Promise<TenantAnswer> {
  const faults = findTenantFaults(settings, workflows);
  if (faults.length > 0) throw together(faults);
  const at = now();
  return toAnswer(await tenants.put({ id, ...settings, createdAt: at, updatedAt: at }));
}

/** What is wrong with the settings of a tenant, whichever of them are there. */
export function findTenantFaults({ brand, preferences }: PutTenant, workflows: ReadonlyMap<string, Workflow>): Refused[] {
  const places = unreadable(brand);
  const faults = places.length === 0 ? [] : [new Refused('body_invalid', 'the colours cannot be read', { places })];
  const fault = findCategoryFault(preferences?.categories ?? {}, workflows);
  if (fault === undefined) return faults;
  const inBody = fault.places.map(({ pointer, detail }) => ({ pointer: `/preferences${pointer}`, detail }));
  const details = inBody.map(({ pointer, detail }) => `${pointer} ${detail}`);
  return [...faults, new Refused(fault.code, details.join('; '), { places: inBody })];
}

/** @throws Refused `not_found` where nothing is set. */
export async function readTenant(id: string, { tenants }: Deps): Promise<TenantAnswer> {
  const found = await tenants.find(id);
  if (found === undefined) throw nothingSet(id);
  return toAnswer(found);
}

/** @throws Refused `not_found` where nothing is set. */
export async function deleteTenant(id: string, { tenants }: Deps): Promise<void> {
  if (!(await tenants.remove(id))) throw nothingSet(id);
}

/**
 * Reads a page of the tenants for which something is set.
 * @throws Refused `cursor_invalid` for a cursor that was not issued for this list.
 */
export async function listTenants({ limit, cursor }: TenantQuery, { tenants }: Deps): Promise<TenantPage> {
  const page = await tenants.list({ after: parseLogCursor(cursor, 'tenants', {}), limit });
  const next_cursor = page.next === undefined ? undefined : formatLogCursor(page.next, 'tenants', {});
  return { data: page.tenants.map(toAnswer), next_cursor };
}

function nothingSet(id: string): Refused {
  return new Refused('not_found', `nothing is set for tenant "${id}"; it may have users all the same`);
}

function unreadable(brand: TenantBrand | undefined): ProblemPlace[] {
  return (['colour', 'colour_on_dark'] as const).flatMap((field) => {
    const [name, ground] = grounds[field];
    const colour = brand?.[field];
    if (colour === undefined || contrast(colour, ground) >= readableContrast) return [];
    return [
      { pointer: `/brand/${field}`, detail: `must have a contrast of ${readableContrast} with ${name}, or nobody can read it` },
    ];
  });
}

function toAnswer({ id, brand, preferences, createdAt, updatedAt }: TenantSettings): TenantAnswer {
  return { id, brand, preferences, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
}
