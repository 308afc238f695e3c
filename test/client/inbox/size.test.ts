import { gzipSync } from 'node:zlib';
import { buildClient } from '../../../bin/client.ts';

test('the inbox with all that it loads, styles and client, is at most 16 KB gzipped', async () => {
  const files = await buildClient();
  const inbox = files.get('inbox.js') ?? '';
  const shared = [...inbox.matchAll(/from"\.\/([\w.-]+)"/g)].map(([, name]) => files.get(name ?? '') ?? '');

  const bytes = [inbox, ...shared].map((text) => gzipSync(text, { level: 9 }).length);

  expect(bytes).toHaveLength(2);
  expect(Math.min(...bytes)).toBeGreaterThan(1_000); // both were really there
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(16_000);
});
