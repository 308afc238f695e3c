import { gzipSync } from 'node:zlib';
import { buildClient } from '../../../bin/client.ts';

test('the inbox with all that it loads, styles and client, and what only an attribute loads, is at most 18 KB gzipped', async () => {
  const files = await buildClient();
  const inbox = files.get('inbox.js') ?? '';
  const shared = [...inbox.matchAll(/from"\.\/([\w.-]+)"/g)].map(([, name]) => files.get(name ?? '') ?? '');

  const loadedLater = [...files].filter(([name]) => name.startsWith('alerts-')).map(([, text]) => text);

  const bytes = [inbox, ...shared, ...loadedLater].map((text) => gzipSync(text, { level: 9 }).length);

  expect(bytes).toHaveLength(3);
  expect(Math.min(...bytes)).toBeGreaterThan(1_000); // both were really there
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(18_000);
  expect((bytes[0] ?? 0) + (bytes[1] ?? 0)).toBeLessThanOrEqual(16_200); // who asks for none of it
});
