import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { checks } from './checks.ts';
import { allChecks, workflowChecks } from './own-workflows.ts';

const project = dirname(dirname(import.meta.dirname));
const ours = Object.values(checks).flat();

/** A file of settings that names a folder of workflows in which nothing is. */
function ownersConfig(): string {
  const file = join(scratchFolder(), 'bellhop.config.ts');
  writeFileSync(file, "export default { workflows: '.' };");
  return file;
}

test('workflows in a folder of their own are checked beside everything else', async () => {
  process.env.BELLHOP_CONFIG = ownersConfig();

  expect(await allChecks(project)).toHaveLength(ours.length + 2);
});

test('once they are taken, what follows knows of no settings but those of the project', async () => {
  process.env.BELLHOP_CONFIG = ownersConfig();

  await allChecks(project);

  expect(process.env.BELLHOP_CONFIG).toBe('');
  expect(await allChecks(project)).toHaveLength(ours.length);
});

test('alone, they fail where something is missing', async () => {
  process.env.BELLHOP_CONFIG = ownersConfig();

  const [check] = await workflowChecks(project);

  expect(await check?.()).toMatchObject({ failed: 1, output: expect.stringContaining('brand.ts') });
});
