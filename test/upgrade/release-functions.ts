import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { unpackRelease } from '../rehearsal/upgrade/release.ts';

const run = promisify(execFile);

const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown().optional() })),
});
const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** Calls a function with an event in a process of its own, as all that a bundle reads is the environment. */
const program = 'const [bundle, event] = process.argv.slice(1); require(bundle).handler(JSON.parse(event), {})'.concat(
  '.then((answer) => process.stdout.write(JSON.stringify(answer), () => process.exit(0)));',
);

/** The functions of the last release, which work on a table of today's. */
export function releaseFunctions() {
  const { folder, remove } = unpackRelease();
  const { Resources } = Template.parse(JSON.parse(readFileSync(join(folder, 'bellhop-dev.template.json'), 'utf8')));

  return {
    remove,

    /** Calls the function whose id in the template begins so; answers the status and the body of an HTTP answer. */
    async call(id: string, tableName: string, event: object): Promise<{ status: number; body: unknown }> {
      const found = Object.entries(Resources).find(([name, { Type }]) => name.startsWith(id) && Type === 'AWS::Lambda::Function');
      const { Code, Environment } = FunctionProperties.parse(found?.[1].Properties);
      const texts = Object.entries(Environment.Variables).filter(([, value]) => typeof value === 'string');
      const bundle = join(folder, `asset.${Code.S3Key.replace(/\.zip$/, '')}`, 'index.js');
      const env = { ...process.env, ...(Object.fromEntries(texts) as Record<string, string>), TABLE_NAME: tableName };
      const { stdout } = await run(process.execPath, ['-e', program, bundle, JSON.stringify(event)], { env });
      const answer = z.object({ statusCode: z.int(), body: z.string().default('null') }).parse(JSON.parse(stdout));
      return { status: answer.statusCode, body: JSON.parse(answer.body) };
    },
  };
}
