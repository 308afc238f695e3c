import type { Route } from '../../../contract/http/route.ts';
import { routes } from '../../../contract/http/routes.ts';
import { putIntoTenant } from '../../../lambdas/shell/tenants/within-tenant.ts';

const ofServers = Object.entries(routes as Record<string, Route>).filter(([, { caller }]) => caller === 'server');
const ids = { ntf: 'ntf_01KAPJ4E3V8Q6WJ9X0T2M5N7RC', req: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D' };
const key = { id: 'key_1', hash: '', name: '', kind: 'live' as const, createdAt: new Date(0), tenant: 'acme' };
const from = {
  caller: 'server' as const,
  apiKey: key,
  headers: {},
  tenant: 'acme',
  owners: { find: async () => ({ tenant: 'beta' }) },
};

/** Everything that a path can name, under names that another tenant has as well. */
function paramsOf({ path }: Route): Record<string, string> {
  const named = path.includes('/requests/') ? ids.req : path.includes('/notifications/{id}') ? ids.ntf : 'bob';
  const all = { id: named, user: 'bob', topic: 'news', device: 'dev_1', connection: 'team', address: 'a@b.c', delivery: 'evt_1' };
  return Object.fromEntries(Object.entries(all).filter(([name]) => path.includes(`{${name}}`)));
}

test.each(ofServers)('%s leads a bound key to nothing but what is its own', async (_, route) => {
  const params = paramsOf(route);
  const put = putIntoTenant(route, { params, query: { user: 'bob' }, body: {} }, from);

  if (route.tenants === undefined) return expect(put).rejects.toMatchObject({ code: 'tenant_refused' });
  if (params.id?.includes('_')) return expect(put).rejects.toMatchObject({ code: 'not_found' });
  const { input } = (await put) as unknown as { input: { params?: Record<string, string> } };
  for (const name of ['id', 'user', 'topic'])
    if (params[name] !== undefined) expect(input.params?.[name]).toBe(`acme/${params[name]}`);
});
