import { cpSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { assert, type Step } from '../step.ts';
import type { Stranger } from './stranger.ts';

/** How each package manager creates: npm wants two dashes before options. */
const creates = {
  npm: 'npm create bellhop@latest my-notifications -- --name Northwind',
  pnpm: 'pnpm create bellhop@latest my-notifications --name Northwind',
} as const;

export type Manager = keyof typeof creates;

/** Runs `create` by a cache of its own: npm would run again what it has of that version, though it is packed anew. */
export async function create(line: string, { run, folder }: Stranger, env: NodeJS.ProcessEnv = {}): Promise<string> {
  return run(line, '.', { npm_config_cache: join(folder, '.npm'), ...env });
}

/** Creates a repository, installs and tests it. */
export function createSteps(manager: Manager): readonly Step<Stranger>[] {
  return [
    {
      name: `${manager} create`,
      async run(stranger) {
        const printed = await create(creates[manager], stranger);
        assert(printed.includes(`${manager} install`), `it does not say what to type next: ${printed}`);
        assert(stranger.read('workflows/brand.ts').includes("name: 'Northwind'"), 'brand.ts does not have the name');
        return 'a repository, and what to type next';
      },
    },
    {
      name: `${manager} install`,
      async run({ run, project }) {
        await run(`${manager} install`);
        return `bellhop ${installed(project)} and what it needs`;
      },
    },
    {
      name: `${manager} test`,
      async run({ run, line }) {
        const printed = await run(line(`${manager} test`));
        assert(/workflows: 2 .*in order/.test(printed), `the workflows were not checked: ${printed}`);
        assert(/types: in order/.test(printed), `the types were not checked: ${printed}`);
        return 'workflows, types and tests are in order';
      },
    },
  ];
}

const leftBehind = ['node_modules', '.bellhop', 'cdk.out', '.git'];

/** Runs what the created repository has GitHub run, in a clone of it. */
export const cloneSteps: readonly Step<Stranger>[] = [
  {
    name: 'what GitHub runs, in a clone',
    async run({ project, place, run, read }) {
      const lines = [...read('.github/workflows/check.yml').matchAll(/^ +- run: (.+)$/gm)].map(([, line = '']) => line);
      assert(lines.length > 1, `check.yml runs ${lines.join() || 'nothing'}`);
      cpSync(project, place('clone'), { recursive: true, filter: (file) => !leftBehind.includes(basename(file)) });
      for (const line of lines) await run(line, 'clone');
      return lines.join(', ');
    },
  },
];

/** The version of Bellhop that is installed in a project. */
export function installed(project: string): string {
  const file = join(project, 'node_modules/bellhop/package.json');
  assert(existsSync(file), 'bellhop is not installed');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
