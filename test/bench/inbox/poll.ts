import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Figure, figure } from '../measure/figure.ts';
import { deployedFunctions } from '../systems/deployed-functions.ts';
import { type BenchSystem, startBenchSystem } from '../systems/system.ts';
import type { Ask, Tell } from './poll-process.ts';
import { priceOfPolls, type Way } from './price-of-polls.ts';

const path = '/v1/me/notifications';
const ways: readonly Way[] = [
  { by: 'API', megabytes: 512 },
  { by: 'API', megabytes: 256 },
  { by: 'function URL', megabytes: 512 },
  { by: 'function URL', megabytes: 256 },
  { by: 'function URL', megabytes: 128 },
];
const warmUp = 300;
const times = 1_000;

/** What an unchanged poll takes of the function that answers it: processor and memory, by which docs/costs.md chooses its size. */
export async function* poll(): AsyncGenerator<Figure> {
  const bench = await startBenchSystem();
  try {
    const event = await anUnchangedPoll(bench);
    const feed = (await deployedFunctions(bench.system.endpoints)).find(({ handler }) => handler === 'channels/inbox/feed');
    if (feed === undefined) throw new Error('no function answers polls');

    const program = join(import.meta.dirname, 'poll-process.ts');
    const env = { ...feed.environment, NODE_NO_WARNINGS: '1' };
    const process = fork(program, [feed.bundle], { env, execArgv: [] });
    const run = async (ask: Ask): Promise<Tell> => {
      process.send(ask);
      const [told] = (await once(process, 'message')) as [Tell];
      if (told.statuses.join() !== '304') throw new Error(`polls were answered ${told.statuses.join()}`);
      return told;
    };
    await run({ event, times: warmUp });
    const { cpuMs, megabytes } = await run({ event, times });
    process.disconnect();
    yield figure({ case: 'unchanged poll', measure: 'CPU', value: cpuMs / times, unit: 'ms' });
    yield figure({ case: 'unchanged poll', measure: 'memory of the process', value: megabytes, unit: 'MB' });
    for (const way of ways) {
      const value = priceOfPolls(way, cpuMs / times);
      yield figure({ case: `by ${way.by}, ${way.megabytes} MB`, measure: 'a million cost', value, unit: 'USD' });
    }
  } finally {
    await bench.stop();
  }
}

/** As API Gateway hands it to the function. */
async function anUnchangedPoll(bench: BenchSystem): Promise<APIGatewayProxyEventV2> {
  const bearer = await bench.newUser('reader');
  const { headers } = await bench.call('GET', path, 200, { bearer });
  return {
    version: '2.0',
    routeKey: `GET ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { authorization: `Bearer ${bearer}`, 'if-none-match': headers.get('etag') ?? '' },
    requestContext: {
      accountId: '',
      apiId: '',
      domainName: '',
      domainPrefix: '',
      http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' },
      requestId: 'bench',
      routeKey: `GET ${path}`,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    isBase64Encoded: false,
  };
}
