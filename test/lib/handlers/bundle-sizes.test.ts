import { statSync } from 'node:fs';
import { join } from 'node:path';
import { listHandlers } from '../../../lib/handlers/build-handlers.ts';
import { synthesisFolder, synthesize } from '../../../local/synthesize.ts';
import { bundleKilobytes } from '../../bench/promises.ts';

const project = join(import.meta.dirname, '../../..');
const handlers = listHandlers(project);

test('each handler is told what its bundle may have, and no other is', () => {
  expect(Object.keys(bundleKilobytes).sort()).toEqual(handlers);
});

describe('with the workflows that come with Bellhop', () => {
  const bundles = join(synthesisFolder, 'bundles');

  beforeAll(async () => {
    process.env.BELLHOP_CONFIG = ''; // whatever the owner has set, it is not what is weighed
    await synthesize(synthesisFolder); // made once for all
  });

  test.each(handlers)('%s has no more than it may, and not so much less that it would grow unseen', (handler) => {
    const kilobytes = statSync(join(bundles, handler, 'index.js')).size / 1000;
    const limit = bundleKilobytes[handler] ?? 0;

    expect(kilobytes).toBeLessThanOrEqual(limit);
    expect(kilobytes).toBeGreaterThan(0.9 * limit);
  });
});
