import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Prices = z.object({
  httpApi: z.object({ aMillionCalls: z.number() }),
  lambdaArm64: z.object({ aMillionRuns: z.number(), aMillionGbSeconds: z.number() }),
  dynamoDbOnDemand: z.object({ aMillionReadUnits: z.number() }),
  cloudWatchLogs: z.object({ aGb: z.number() }),
});
const prices = Prices.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../prices.json'), 'utf8')));

/** Memory for which Lambda gives a whole core: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const megabytesOfACore = 1_769;

/** What a function waits for DynamoDB, in milliseconds: an estimate. */
const waitMs = 4;

/** A line of API Gateway's access log with what CloudWatch adds to it. */
const accessLogBytes = 172;

/** By which address browsers poll, and how large the function behind it is. */
export type Way = { by: 'API' | 'function URL'; megabytes: number };

/** What a million unchanged polls cost in US dollars, at list prices: each half a read unit and so much of a core. */
export function priceOfPolls({ by, megabytes }: Way, cpuMs: number): number {
  const { httpApi, lambdaArm64, dynamoDbOnDemand, cloudWatchLogs } = prices;
  const seconds = ((cpuMs * megabytesOfACore) / megabytes + waitMs) / 1000;
  const gbSeconds = seconds * (megabytes / 1024);
  const before = by === 'API' ? httpApi.aMillionCalls + (accessLogBytes / 1000) * cloudWatchLogs.aGb : 0;
  return before + lambdaArm64.aMillionRuns + gbSeconds * lambdaArm64.aMillionGbSeconds + dynamoDbOnDemand.aMillionReadUnits / 2;
}
