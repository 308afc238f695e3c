import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CannotDo } from '../cannot-do.ts';
import { jsonOption } from '../commands/options.ts';
import { printTypes } from './print-types.ts';

/** Adds `types`: what the workflows take, for the compiler of an app. */
export function addTypes(program: Command): void {
  program
    .command('types')
    .description('write what each workflow takes as a TypeScript type, by which @bellhop/node checks what an app publishes')
    .option('--out <file>', 'where to write it, like src/bellhop-payloads.ts; else it is printed')
    .addOption(jsonOption())
    .action(run);
}

async function run({ out, json }: { out?: string; json?: true }): Promise<void> {
  const [{ listWorkflows }, { OwnerError }] = await Promise.all([
    import('../../../lib/workflows/list-workflows.ts'), // it brings a bundler along
    import('../../../lib/settings/owner-error.ts'),
  ]);
  const workflows = await listWorkflows().catch((error: unknown) => {
    throw error instanceof OwnerError ? new CannotDo(error.message, { cause: error }) : error;
  });
  const types = printTypes(workflows);
  const file = out && resolve(process.env.INIT_CWD ?? process.cwd(), out);
  if (file !== undefined) writeFileSync(file, types);
  const keys = workflows.map(({ key }) => key);
  if (json) console.log(JSON.stringify({ workflows: keys, ...(file === undefined ? { types } : { file }) }, undefined, 2));
  else if (file === undefined) process.stdout.write(types);
  else console.log(`Written: ${file}, for ${keys.join(', ')}.`);
}
