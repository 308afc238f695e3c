import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BellhopConfig, readOwnerConfig } from '../../../lib/settings/owner-config.ts';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { scratchFolder } from '../scratch-folder.ts';

/** A project's folder, with this for its `bellhop.config.ts`. */
function projectWith(text?: string): string {
  const project = scratchFolder();
  if (text !== undefined) writeFileSync(join(project, 'bellhop.config.ts'), text);
  return project;
}

async function refusal(project: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const error = await readOwnerConfig(project, env).catch((thrown: unknown) => thrown);
  if (error instanceof OwnerError) return error.message;
  throw new Error(`no OwnerError, but ${JSON.stringify(error)}`);
}

test('an owner needs no file', async () => {
  expect(await readOwnerConfig(projectWith(), {})).toEqual({ stages: {} });
});

test('the file in the project is read: stages, and the folder of workflows seen from it', async () => {
  const project = projectWith(`export default { workflows: './mine', stages: { dev: { fromAddress: 'hello@example.com' } } };`);
  mkdirSync(join(project, 'mine'));

  expect(await readOwnerConfig(project, {})).toEqual({
    file: 'bellhop.config.ts',
    workflowsFolder: join(project, 'mine'),
    stages: { dev: { fromAddress: 'hello@example.com' } },
  });
});

test('BELLHOP_CONFIG names a file elsewhere, seen from where the command was typed, and wins', async () => {
  const project = projectWith(`export default { stages: { dev: {} } };`);
  const typedIn = scratchFolder();
  mkdirSync(join(typedIn, 'mine'));
  writeFileSync(join(typedIn, 'stages.ts'), `export default { workflows: 'mine', stages: { prod: { fromName: 'Repairs' } } };`);

  expect(await readOwnerConfig(project, { BELLHOP_CONFIG: './stages.ts', INIT_CWD: typedIn })).toEqual({
    file: join(typedIn, 'stages.ts'),
    workflowsFolder: join(typedIn, 'mine'),
    stages: { prod: { fromName: 'Repairs' } },
  });
});

test('an empty BELLHOP_CONFIG means none', async () => {
  const project = projectWith(`export default { stages: { dev: {} } };`);

  expect(await readOwnerConfig(project, { BELLHOP_CONFIG: '' })).toEqual({ stages: {} });
});

test('the types of a file are those of Bellhop, and vanish', async () => {
  const natural: BellhopConfig = {
    stages: {
      prod: {
        fromAddress: 'hello@example.com',
        allowedOrigins: ['https://app.example.com'],
        smsMonthlyBudgetUsd: 25,
        smsUrgentOverBudget: true,
        retentionDays: { billing: 365 },
      },
      // @ts-expect-error a stage that is not there
      live: {},
    },
  };
  const project = projectWith(
    `import type { BellhopConfig } from './lib/owner-config.ts';
     export default { stages: ${JSON.stringify({ prod: natural.stages?.prod })} } satisfies BellhopConfig;`,
  );

  expect((await readOwnerConfig(project, {})).stages.prod).toEqual(natural.stages?.prod);
});

test.each([
  ['export const stages = {};', /^bellhop\.config\.ts has no default export; begin it with: export default \{/],
  [
    'export default { stages: { live: {} } };',
    /^bellhop\.config\.ts, stages: live is unknown; there may be dev, staging, prod, local$/m,
  ],
  ['export default { stages: { dev: 7 } };', /^bellhop\.config\.ts, stages, dev: /],
  ['export default { stage: {} };', /^bellhop\.config\.ts: stage is unknown; there may be workflows, stages$/m],
  [
    "export default { workflows: './gone' };",
    /^bellhop\.config\.ts, workflows: "\.\/gone" is no folder \(.*gone\); name the one/,
  ],
  ["export default {};\nthrow new Error('no such secret');", /^bellhop\.config\.ts, line 2, cannot be loaded: no such secret$/],
  ['throw Object.create(null);', /^bellhop\.config\.ts cannot be loaded: \[Object: null prototype\] \{\}$/],
])('a file like %s is refused by its name and what is wrong', async (text, message) => {
  expect(await refusal(projectWith(text))).toMatch(message);
});

test('a named file that is not there is refused', async () => {
  const project = projectWith();

  expect(await refusal(project, { BELLHOP_CONFIG: 'mine.ts', INIT_CWD: project })).toBe(
    `BELLHOP_CONFIG is "mine.ts", but there is no file ${join(project, 'mine.ts')}; set it to the path of your bellhop.config.ts`,
  );
});
