import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { rememberedTenants } from '../../../adapters/dynamodb/tenants/remembered-tenants.ts';
import { aMoment } from '../../world.ts';
import { describeEachStore } from '../each-store.ts';

const later = new Date(aMoment.getTime() + 60_000);
const brand = { name: 'Acme', colour: '#0f766e', colour_on_dark: '#5eead4' };
const preferences = { categories: { repairs: { sms: 'opted_out' as const, digest: 'daily' as const } } };

describeEachStore('what is set for tenants', (open) => {
  test('is as it was put, takes the place of what was there, and is gone when it is removed', async () => {
    const { tenants } = await open();
    const first = { id: 'acme', brand, preferences, createdAt: aMoment, updatedAt: aMoment };

    expect(await tenants.find('acme')).toBeUndefined();
    expect(await tenants.put(first)).toEqual(first);
    expect(await tenants.find('acme')).toEqual(first);
    const second = await tenants.put({ id: 'acme', preferences, createdAt: later, updatedAt: later });
    expect(second).toEqual({ id: 'acme', preferences, createdAt: aMoment, updatedAt: later });
    expect(await tenants.find('acme')).toEqual(second);
    expect(await tenants.remove('acme')).toBe(true);
    expect(await tenants.remove('acme')).toBe(false);
    expect(await tenants.find('acme')).toBeUndefined();
  });

  test('is listed by ids, page by page', async () => {
    const { tenants } = await open();
    for (const id of ['beta', 'acme', 'acme-two']) await tenants.put({ id, createdAt: aMoment, updatedAt: aMoment });

    const first = await tenants.list({ limit: 2 });
    const second = await tenants.list({ after: first.next, limit: 2 });

    expect(first.tenants.map(({ id }) => id)).toEqual(['acme', 'acme-two']);
    expect(second.tenants.map(({ id }) => id)).toEqual(['beta']);
    expect(second.next).toBeUndefined();
  });
});

test('what is set is asked for once a minute, and again at once when that failed', async () => {
  let at = aMoment;
  let asked = 0;
  const client = {
    async send() {
      asked += 1;
      if (asked === 1) throw new Error('the table does not answer');
      return { Responses: { t: [] } };
    },
  };
  const table = { name: 't', client, now: () => at } as unknown as Table;
  const tenants = rememberedTenants(table);

  await expect(tenants.find('acme')).rejects.toThrow('does not answer');
  await tenants.find('acme');
  at = new Date(aMoment.getTime() + 59_999);
  expect(await tenants.find('acme')).toBeUndefined();
  expect(asked).toBe(2);
  at = new Date(aMoment.getTime() + 60_000);
  await tenants.find('acme');
  expect(asked).toBe(3);
});
