// a function's process of the bench's own: answers polls one after another and tells what they cost
import { createRequire } from 'node:module';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** How often to answer the same poll. */
export type Ask = { event: APIGatewayProxyEventV2; times: number };

/** What that took of the processor in all, how much memory the process has since, and what it answered. */
export type Tell = { cpuMs: number; megabytes: number; statuses: number[] };

type Handler = (event: APIGatewayProxyEventV2, context: object) => Promise<APIGatewayProxyStructuredResultV2>;

process.on('disconnect', () => process.exit());
const bundle = process.argv[2] ?? '';
const { handler } = createRequire(bundle)(bundle) as { handler: Handler };

process.on('message', async ({ event, times }: Ask) => {
  const usedBefore = process.cpuUsage();
  const statuses = new Set<number>();
  for (let n = 0; n < times; n += 1) statuses.add((await handler(structuredClone(event), {})).statusCode ?? 0);

  const { user, system } = process.cpuUsage(usedBefore);
  const told: Tell = { cpuMs: (user + system) / 1000, megabytes: process.memoryUsage.rss() / 1e6, statuses: [...statuses] };
  process.send?.(told);
});
