import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DeliverMessage, IngestMessage } from '../../contract/queue-messages.ts';
import { eventually, type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
});
afterAll(() => laptop.stop());

/** An event as a person would hand it to `sam local invoke`. */
// biome-ignore lint/suspicious/noExplicitAny: sample events have the shapes of five services
function sample(door: string): any {
  return JSON.parse(readFileSync(`events/${door}.json`, 'utf8'));
}

const samples = readdirSync('events').map((file) => basename(file, '.json'));

test('there is one sample for each door, and none for a door that is not there', async () => {
  const doors = ['http', 'queue', 'cron', 'event'].flatMap((kind) => listDoors(`lambdas/${kind}`));

  expect(doors.length).toBeGreaterThan(0);
  expect(samples.sort()).toEqual(doors.sort());
});

test('each has a function of its name in the template for sam local invoke', () => {
  const { Resources } = JSON.parse(readFileSync(join(laptop.dataFolder, 'sam-template.json'), 'utf8'));
  const pascal = (door: string) => door.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

  for (const door of samples) {
    expect(Resources[pascal(door)]?.Properties.Environment.Variables.AWS_ENDPOINT_URL_DYNAMODB).toBe(
      laptop.system.endpoints.tables,
    );
    expect(existsSync(join(Resources[pascal(door)].Properties.Code, 'index.js'))).toBe(true);
  }
});

test.each([
  ['publish', 202],
  ['users', 200],
  ['preferences', 200],
  ['topics', 204],
  ['simulate', 200],
  ['suppressions', 200],
  ['health', 200],
  ['notifications', 404], // the sample's id is nobody's
  ['unsubscribe', 404], // TOKEN is no token
])('%s.json is answered by its door with %d', async (door, status) => {
  const answer = await laptop.system.invoke(door, sample(door));

  expect(answer).toMatchObject({ statusCode: status });
});

test('feed.json is answered once TOKEN is a token', async () => {
  const event = sample('feed');
  const { token } = (await laptop.local('POST', '/token', { user: 'ada' })).body;

  expect(await laptop.system.invoke('feed', event)).toMatchObject({ statusCode: 401 });
  event.headers.authorization = event.headers.authorization.replace('TOKEN', token);
  expect(await laptop.system.invoke('feed', event)).toMatchObject({ statusCode: 200 });
});

test('ingest.json is taken whole, a publish and an event of the bus', async () => {
  const event = sample('ingest');

  for (const { body } of event.Records) expect(IngestMessage.safeParse(JSON.parse(body)).success).toBe(true);
  expect(await laptop.system.invoke('ingest', event)).toEqual({ batchItemFailures: [] });

  await eventually('both are in the inbox', async () => {
    const { body } = await laptop.as('ada', 'GET', '/v1/me/notifications');
    return body.data.filter(({ title }: { title: string }) => title === 'The workshop closes at four').length === 2;
  });
});

test.each(['deliver-email', 'deliver-sms'])('%s.json names a message that is not there, which is dropped', async (door) => {
  const event = sample(door);

  for (const { body } of event.Records) expect(DeliverMessage.safeParse(JSON.parse(body)).success).toBe(true);
  expect(await laptop.system.invoke(door, event)).toEqual({ batchItemFailures: [] });
});

test("record-feedback.json tells of a notification that is nobody's, which is dropped", async () => {
  expect(await laptop.system.invoke('record-feedback', sample('record-feedback'))).toEqual({ outcome: 'missing' });
});

test.each(['release-due', 'send-digests', 'clean-up'])('%s.json runs its job, and the health route says so', async (job) => {
  expect(await laptop.system.invoke(job, sample(job))).toEqual({ handled: 0 });

  const { body } = await laptop.call('GET', '/v1/health/schedules', { key: laptop.key() });
  expect(body.data.find(({ name }: { name: string }) => name === job)).toMatchObject({ last_succeeded_at: expect.any(String) });
});

test('take-stock.json has every queue counted and the SES quota asked, and the health route says so', async () => {
  expect(await laptop.system.invoke('take-stock', sample('take-stock'))).toEqual({ handled: expect.any(Number) });

  const { body } = await laptop.call('GET', '/v1/health/schedules', { key: laptop.key() });
  expect(body.data.find(({ name }: { name: string }) => name === 'take-stock')).toMatchObject({
    last_succeeded_at: expect.any(String),
  });
});

function listDoors(folder: string): string[] {
  try {
    return readdirSync(folder).map((file) => basename(file, '.ts'));
  } catch {
    return []; // no door of this kind
  }
}
