import { gzipSync } from 'node:zlib';
import { buildClient } from '../../../bin/client.ts';

test('the inbox with styles and client is at most 18 KB gzipped in full, and each part that is loaded later is small', async () => {
  const files = await buildClient();
  const inbox = files.get('inbox.js') ?? '';
  const shared = [...inbox.matchAll(/from"\.\/([\w.-]+)"/g)].map(([, name]) => files.get(name ?? '') ?? '');
  const weigh = (text: string) => gzipSync(text, { level: 9 }).length;
  const later = (name: string) => weigh([...files].find(([file]) => file.startsWith(`${name}-`))?.[1] ?? '');

  const bytes = [inbox, ...shared].map(weigh);

  expect(bytes).toHaveLength(2);
  expect(Math.min(...bytes)).toBeGreaterThan(1_000); // both were really there
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(17_010);
  const limits = { alerts: 1_900, 'preferences-form': 2_650, 'virtual-list': 800, offline: 850, live: 600 };
  for (const [name, limit] of Object.entries(limits)) {
    expect(later(name)).toBeGreaterThan(300);
    expect(later(name)).toBeLessThanOrEqual(limit);
  }
});
