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

const SqsSample = z.object({ Records: z.array(z.looseObject({ attributes: z.record(z.string(), z.string()) })) });

/** In the place of what only a deployed stack knows. */
const nowhere = 'http://127.0.0.1:9/queue';

/** Calls a function with an event in a process of its own, as all that a bundle reads is the environment. */
const program = 'const [bundle, event] = process.argv.slice(1); require(bundle).handler(JSON.parse(event), {})'.concat(
  '.then((answer) => process.stdout.write(JSON.stringify(answer), () => process.exit(0)));',
);

/** The functions of the last release, which work on a table of today's. */
export function releaseFunctions() {
  const { folder, remove } = unpackRelease();
  const { Resources } = Template.parse(JSON.parse(readFileSync(join(folder, 'bellhop-dev.template.json'), 'utf8')));

  /** Calls the function whose id in the template begins so. Queues that it is told of answer nothing. */
  async function invoke(id: string, tableName: string, event: object): Promise<unknown> {
    const found = Object.entries(Resources).find(([name, { Type }]) => name.startsWith(id) && Type === 'AWS::Lambda::Function');
    const { Code, Environment } = FunctionProperties.parse(found?.[1].Properties);
    const texts = Object.entries(Environment.Variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : nowhere,
    ]);
    const bundle = join(folder, `asset.${Code.S3Key.replace(/\.zip$/, '')}`, 'index.js');
    const env = { ...process.env, ...(Object.fromEntries(texts) as Record<string, string>), TABLE_NAME: tableName };
    const { stdout } = await run(process.execPath, ['-e', program, bundle, JSON.stringify(event)], { env });
    return JSON.parse(stdout);
  }

  return {
    remove,

    /** Calls a function behind the API; answers the status and the body of an HTTP answer. */
    async call(id: string, tableName: string, event: object): Promise<{ status: number; body: unknown }> {
      const Answer = z.object({ statusCode: z.int(), body: z.string().default('null') });
      const { statusCode, body } = Answer.parse(await invoke(id, tableName, event));
      return { status: statusCode, body: JSON.parse(body) };
    },

    /** Has a function behind a queue work off a message; answers whether it did. */
    async work(id: string, tableName: string, message: object): Promise<boolean> {
      const [record] = SqsSample.parse(
        JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'events', 'ingest.json'), 'utf8')),
      ).Records;
      const now = String(Date.now());
      const attributes = { ...record?.attributes, SentTimestamp: now, ApproximateFirstReceiveTimestamp: now };
      const event = { Records: [{ ...record, messageId: 'm1', body: JSON.stringify(message), attributes }] };
      const Answer = z.object({ batchItemFailures: z.array(z.unknown()) });
      return Answer.parse(await invoke(id, tableName, event)).batchItemFailures.length === 0;
    },
  };
}
