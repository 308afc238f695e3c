import { dynamoConnections } from '../../../adapters/dynamodb/channels/inbox/connections.ts';
import type { Channel } from '../../../contract/values.ts';
import { requestsAnHour } from '../inbox/poller.ts';
import { countRequests } from '../measure/count-requests.ts';
import { expectStatus } from '../measure/expect-status.ts';
import { type CountedSystem, startCountedSystem } from '../systems/counted-system.ts';
import type { Counters } from '../systems/counters.ts';
import type { Counted, Usage } from './bill.ts';

const samples = 10;
/** Estimates: how long a run takes on AWS, most of which is waiting for DynamoDB, and what it logs. A poll's function logs nothing. */
const estimated = { runSeconds: 0.05, pollSeconds: 0.01, runLogBytes: 450 };
/** A line of the access log, CloudWatch's 26 bytes among them. */
const accessLogBytes = 172;

/** Counts what notifications, polls and connections take of AWS, by a real run through the deployed functions. */
export async function countUsage(): Promise<Counted> {
  const system = await startCountedSystem();
  try {
    return {
      inbox: await countNotification(system, ['inbox']),
      inboxAndEmail: await countNotification(system, ['inbox', 'email']),
      ...(await countPolls(system)),
      ...(await countLive(system)),
      pollsAnHour: await requestsAnHour(),
    };
  } finally {
    await system.stop();
  }
}

async function countNotification(system: CountedSystem, channels: Channel[]): Promise<Partial<Usage>> {
  const body = { workflow: 'message', recipients: ['ada'], data: { title: 'Hello', body: 'There is news.' }, channels };
  const publish = () => expectStatus(202, system.callApi('POST', '/v1/notifications', body));
  const counters = await system.count(async () => {
    for (let published = 0; published < samples; published += 1) {
      await publish();
      await system.untilIdle();
    }
  });
  const { runs, ...usage } = perSample(counters);
  const gigabyteSeconds = runs * estimated.runSeconds * system.functionOf('ingest').gigabytes;
  const logBytes = accessLogBytes + runs * estimated.runLogBytes;
  return { ...usage, runs, httpCalls: 1, gigabyteSeconds, logBytes };
}

async function countPolls(system: CountedSystem): Promise<Pick<Counted, 'unchangedPoll' | 'changedPoll'>> {
  const { body } = await system.callApi('POST', '/v1/users/ada/tokens');
  const authorization = `Bearer ${(body as { token: string }).token}`;
  const poll = (more: Record<string, string> = {}) =>
    fetch(`${system.apiUrl}/v1/me/notifications`, { headers: { authorization, ...more } });
  const etag = (await poll()).headers.get('etag') ?? '';
  const pollAll = (status: number, headers: Record<string, string>) => async () => {
    for (let polled = 0; polled < samples; polled += 1) {
      const answer = await poll(headers);
      if (answer.status !== status) throw new Error(`a poll was answered ${answer.status}`);
    }
  };
  const gigabyteSeconds = estimated.pollSeconds * system.functionOf('feed').gigabytes;
  const common = { httpCalls: 1, gigabyteSeconds, logBytes: accessLogBytes };
  const unchanged = await system.count(pollAll(304, { 'if-none-match': etag }));
  const changed = await system.count(pollAll(200, {}));
  return { unchangedPoll: { ...perSample(unchanged), ...common }, changedPoll: { ...perSample(changed), ...common } };
}

/** The store's calls alone: the WebSocket itself is API Gateway's. */
async function countLive({ table, functionOf }: CountedSystem): Promise<Pick<Counted, 'connection' | 'nudge'>> {
  const connections = dynamoConnections(table);
  const since = new Date();
  const until = new Date(since.getTime() + 7_500_000);
  const added = await countRequests(table, () => connections.add({ userId: 'ada', id: 'bench', since, until }));
  const found = await countRequests(table, () => connections.list('ada'));
  const removed = await countRequests(table, () => connections.remove('bench'));
  const runs = 2;
  const gigabyteSeconds = runs * estimated.runSeconds * functionOf('feed').gigabytes;
  return {
    connection: { socketMessages: 2, runs, gigabyteSeconds, writeUnits: added.units + removed.units },
    nudge: { socketMessages: 1, readUnits: found.units },
  };
}

function perSample({ readUnits, writeUnits, sqsRequests, runs }: Counters) {
  return {
    readUnits: readUnits / samples,
    writeUnits: writeUnits / samples,
    sqsRequests: sqsRequests / samples,
    runs: runs / samples,
  };
}
