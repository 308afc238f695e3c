import * as z from 'zod';
import { bodyProblems, type Routes } from '../http/route.ts';
import { TenantId } from './tenant-id.ts';
import { PutTenant, TenantAnswer, TenantPage, TenantQuery } from './tenants.ts';

const ofTenant = z.strictObject({ id: TenantId });
const byServer = { handler: 'preferences/preferences', caller: 'server' } as const;

/** What an owner sets for tenants. The keys of tenants are refused: it is the stage's. */
export const tenantRoutes = {
  putTenant: {
    method: 'PUT',
    path: '/v1/tenants/{id}',
    ...byServer,
    summary: "Set a tenant's brand and default preferences, in place of what was set; counts in a minute",
    params: ofTenant,
    body: PutTenant,
    answers: { 200: TenantAnswer },
    problems: [...bodyProblems, 'not_found', 'category_unknown', 'channel_unsupported', 'preference_required'],
  },
  readTenant: {
    method: 'GET',
    path: '/v1/tenants/{id}',
    ...byServer,
    summary: 'What is set for a tenant',
    params: ofTenant,
    answers: { 200: TenantAnswer },
    problems: ['not_found'],
  },
  listTenants: {
    method: 'GET',
    path: '/v1/tenants',
    ...byServer,
    summary: 'The tenants for which something is set, by their ids',
    query: TenantQuery,
    answers: { 200: TenantPage },
    problems: ['query_invalid', 'cursor_invalid'],
  },
  deleteTenant: {
    method: 'DELETE',
    path: '/v1/tenants/{id}',
    ...byServer,
    summary: 'Forget what is set for a tenant; its users, and all that is theirs, stay',
    params: ofTenant,
    answers: { 204: true },
    problems: ['not_found'],
  },
} as const satisfies Routes;
