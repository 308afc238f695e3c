import { awsPrices } from '../costs/prices.ts';

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
  const seconds = ((cpuMs * megabytesOfACore) / megabytes + waitMs) / 1000;
  const { httpCalls, logBytes, runs, gigabyteSeconds, readUnits } = awsPrices;
  const before = by === 'API' ? aMillion(httpCalls) + accessLogBytes * aMillion(logBytes) : 0;
  return before + aMillion(runs) + seconds * (megabytes / 1024) * aMillion(gigabyteSeconds) + aMillion(readUnits) / 2;
}

function aMillion({ dollars, per }: { dollars: number; per: number }): number {
  return (dollars / per) * 1e6;
}
