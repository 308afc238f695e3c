import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { routes } from '../../contract/http/routes.ts';
import { type FunctionDesign, startFunctionProcess } from '../../local/functions/function-process.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { aBundle } from '../local/a-bundle.ts';
import { rawRequest } from '../local/raw-request.ts';
import { eventually } from './local-system.ts';
import { type LocalSystem, startLocalSystem } from './own-local-system.ts';

/** 127.0.0.2 stands for the address of Docker's bridge. */
const bridge = { subnet: '127.0.0.0/8', gateway: '127.0.0.2' };

let localSystem: LocalSystem;
beforeAll(async () => {
  localSystem = await startLocalSystem({ docker: bridge });
});
afterAll(() => localSystem.stop());

type Resource = { Type: string; Properties: Record<string, unknown> };

/** The template for SAM. */
function samTemplate(): Record<string, Resource> {
  return JSON.parse(readFileSync(join(localSystem.dataFolder, 'sam', 'template.json'), 'utf8')).Resources;
}

function ofType(type: string): [string, Resource['Properties']][] {
  const found = Object.entries(samTemplate()).filter(([, { Type }]) => Type === type);
  return found.map(([name, { Properties }]) => [name, Properties]);
}

const ports = () => Object.values(localSystem.system.endpoints).map((url) => Number(new URL(url).port));

/** An event that the running system made for a function, as a person would hand it to `sam local invoke`. */
// biome-ignore lint/suspicious/noExplicitAny: sample events have the shapes of five services
async function sample(name: string): Promise<any> {
  const { status, body } = await localSystem.local('POST', `/events/${name}`);
  expect({ name, status }).toEqual({ name, status: 200 });
  return body;
}

/** Runs a function on its sample: `DeliverBulkEmail` here is `deliver-bulk-email`. */
// biome-ignore lint/suspicious/noExplicitAny: and so have their answers
async function run(name: string): Promise<{ event: any; answer: any }> {
  const event = await sample(name);
  return { event, answer: await invoke(designOf(name), event) };
}

/** Runs a function for its first event, in a process that ends at whatever Node or a library calls deprecated. */
// biome-ignore lint/suspicious/noExplicitAny: as above
async function invoke(design: FunctionDesign, event: unknown): Promise<any> {
  const NODE_OPTIONS = '--throw-deprecation --pending-deprecation';
  const process = startFunctionProcess({ ...design, environment: { ...design.environment, NODE_OPTIONS } });
  try {
    return await process.invoke(event).catch((error: unknown) => {
      throw new Error(`${error}\n${readFileSync(design.logFile ?? '', 'utf8')}`);
    });
  } finally {
    await process.kill();
  }
}

/** A function as the template for SAM has it, but for the name that only containers have for this machine. */
function designOf(name: string): FunctionDesign {
  const { FunctionName, Code, Environment, Timeout } = samTemplate()[name]?.Properties ?? {};
  const here = JSON.stringify(Environment).replaceAll('host.docker.internal', '127.0.0.1');
  return {
    name,
    arn: String(FunctionName),
    bundle: join(String(Code), 'index.js'),
    environment: JSON.parse(here).Variables,
    timeoutSeconds: Number(Timeout),
    logFile: join(localSystem.dataFolder, 'logs', `${name}.log`),
  };
}

function kebabCase(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (deadLetter) => `-${deadLetter}`).toLowerCase();
}

async function messageOf(notification: string, channel: string) {
  const { body } = await localSystem.call('GET', `/v1/notifications/${notification}`, { key: localSystem.key() });
  return body.messages.find((message: { channel: string }) => message.channel === channel);
}

const httpEnds: Record<string, number> = {
  Publish: 202,
  Notifications: 200,
  MessageLog: 200,
  Resend: 202,
  DryRun: 200,
  Users: 200,
  Preferences: 200,
  Devices: 200,
  Topics: 204,
  Schedules: 200,
  Suppressions: 200,
  Statistics: 200,
  Webhooks: 200,
  Feed: 200,
  Health: 200,
  Unsubscribe: 200,
  ReceiveReceipt: 404, // SNS sends this stage's SMS
};
const queues = ['Ingest', 'DeliverEmail', 'DeliverBulkEmail', 'DeliverSms', 'DeliverChat', 'DeliverPush'];
const jobs = ['ReleaseDue', 'SendDigests', 'CleanUp', 'CollectMetrics'];

/** Those that a stack has only when its owner asks for them, which SAM plays neither of, and those that CloudFormation alone calls. */
const withoutSample = ['live', 'poll-feed', 'set-up-sms', 'set-up-push'];

test('there is one sample for each handler, and none for a handler that is not there', () => {
  const files = globSync('lambdas/**/*.ts', { exclude: (path) => basename(path) === 'shell' });
  const handlers = files.map((file) => basename(file, '.ts')).filter((name) => !withoutSample.includes(name));

  expect(handlers.length).toBeGreaterThan(0);
  expect(
    readdirSync('events')
      .map((file) => basename(file, '.json'))
      .sort(),
  ).toEqual(handlers.sort());
});

describe('what SAM is given', () => {
  test('each function is there, and all but those of CloudFormation end well below', () => {
    const names = ofType('AWS::Lambda::Function').map(([name]) => name);

    expect(names.sort()).toEqual(
      [
        ...Object.keys(httpEnds),
        ...queues,
        ...jobs,
        'RecordFeedback',
        'CountStatistics',
        'TellChanges',
        'DeliverWebhook',
        'Connections',
        'SetUpSms',
        'SetUpPush',
      ].sort(),
    );
  });

  test('functions in containers reach the emulators and queues by the name of their host, and send links for a browser here', () => {
    for (const [, { Code, Environment }] of ofType('AWS::Lambda::Function')) {
      const { API_URL, ...variables } = (Environment as { Variables: Record<string, string> }).Variables;
      const urls = Object.values(variables).flatMap((value) => value.split(',').filter((part) => part.startsWith('http:')));

      expect(urls.length).toBeGreaterThan(0);
      for (const url of urls) expect(new URL(url).hostname).toBe('host.docker.internal');
      expect([undefined, localSystem.system.url]).toContain(API_URL);
      expect(existsSync(join(String(Code), 'index.js'))).toBe(true);
    }
  });

  test('the API has every route, each to a function that is there', () => {
    const integrations = new Map(ofType('AWS::ApiGatewayV2::Integration'));
    const routed = ofType('AWS::ApiGatewayV2::Route').map(([, { RouteKey, Target }]) => {
      const uri = integrations.get(String(Target).replace('integrations/', ''))?.IntegrationUri as { 'Fn::GetAtt': string[] };
      expect(samTemplate()[uri['Fn::GetAtt'][0] ?? '']?.Type).toBe('AWS::Lambda::Function');
      return RouteKey;
    });

    expect(routed.sort()).toEqual(['$default', ...Object.values(routes).map(({ method, path }) => `${method} ${path}`)].sort());
  });

  test("SAM's own settings give containers that name", () => {
    expect(readFileSync(join(localSystem.dataFolder, 'sam', 'samconfig.toml'), 'utf8')).toContain(
      'add_host = ["host.docker.internal:host-gateway"]',
    );
  });
});

describe("on Docker's bridge", () => {
  test('all four ports take calls to the name that containers have for this machine, and no other', async () => {
    for (const port of ports()) {
      const ask = (host: string, more = {}) =>
        rawRequest(port, { host: bridge.gateway, path: '/local/queues', headers: { host, ...more } });

      expect((await ask(`host.docker.internal:${port}`)).status).not.toBe(403);
      for (const host of [`evil.example:${port}`, `${bridge.gateway}:${port}`, `host.docker.internal:${port + 1}`, '']) {
        expect(await ask(host)).toMatchObject({ status: 403, body: expect.stringContaining('is not this machine') });
      }
    }
    expect(new Set(ports()).size).toBe(4);
  });

  test('no web page calls by that name', async () => {
    for (const port of ports()) {
      const host = `host.docker.internal:${port}`;
      const answer = await rawRequest(port, { path: '/local/queues', headers: { host, origin: `http://${host}` } });

      expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('is not this machine') });
    }
  });
});

test('a function that calls what is deprecated would not end well', async () => {
  const bundle = aBundle("exports.handler = async () => require('node:url').parse('http://127.0.0.1/').host;", scratchFolder());
  const design = { ...designOf('Health'), bundle, logFile: join(scratchFolder(), 'log') };

  await expect(invoke(design, {})).rejects.toThrow(/ended.*DEP0169/s);
});

describe('samples end well, and nothing in them is deprecated', () => {
  test.each(Object.entries(httpEnds))('%s answers %d', async (name, status) => {
    const { answer } = await run(name);

    expect(answer).toMatchObject({ statusCode: status });
  });

  test('Feed shows what is in the inbox', async () => {
    await localSystem.publish({ workflow: 'message', recipients: ['ada'], data: { title: 'Something to read', body: '' } });
    await eventually('it is in the inbox', async () => {
      const { answer } = await run('Feed');
      return JSON.parse(answer.body).data.some(({ title }: { title: string }) => title === 'Something to read');
    });
  });

  test('Publish publishes anew each time', async () => {
    const [first, second] = [await run('Publish'), await run('Publish')];

    expect(JSON.parse(first.answer.body).id).not.toBe(JSON.parse(second.answer.body).id);
  });

  test('Ingest takes both, a publish and an event of the bus', async () => {
    const { answer } = await run('Ingest');

    expect(answer).toEqual({ batchItemFailures: [] });
    await eventually('both are in the inbox', async () => {
      const { body } = await localSystem.as('ada', 'GET', '/v1/me/notifications');
      return body.data.filter(({ title }: { title: string }) => title === 'The workshop closes at four').length === 2;
    });
  });

  test.each([
    ['DeliverEmail', 'email'],
    ['DeliverBulkEmail', 'email'],
    ['DeliverSms', 'sms'],
    ['DeliverChat', 'chat'],
    ['DeliverPush', 'push'],
  ])('%s sends what nobody else would have sent', async (name, channel) => {
    const event = await sample(name);
    const { notificationId } = JSON.parse(event.Records[0].body);
    expect(await messageOf(notificationId, channel)).toMatchObject({ status: 'queued', attempts: 0 });

    expect(await invoke(designOf(name), event)).toEqual({ batchItemFailures: [] });

    expect(await localSystem.outbox({ channel, notification: notificationId })).toHaveLength(1);
  });

  test('RecordFeedback records a bounce, and nothing is sent to that address again', async () => {
    const { event, answer } = await run('RecordFeedback');
    const { destination, tags } = event.detail.mail;

    expect(answer).toEqual({ outcome: 'recorded' });
    expect(await messageOf(tags.notification_id[0], 'email')).toMatchObject({ status: 'bounced' });
    const { body } = await localSystem.call('GET', '/v1/suppressions', { key: localSystem.key() });
    expect(body.data).toContainEqual(expect.objectContaining({ address: destination[0] }));
  });

  test('CountStatistics counts a batch, and answers a state', async () => {
    const { answer } = await run('CountStatistics');

    expect(answer).toEqual({ batchItemFailures: [], state: {} });
  });

  test('TellChanges tells the webhooks that there are', async () => {
    expect((await run('TellChanges')).answer).toEqual({ batchItemFailures: [] });
  });

  test('DeliverWebhook is done with what nobody waits for any more', async () => {
    expect((await run('DeliverWebhook')).answer).toEqual({ batchItemFailures: [] });
  });

  test.each(jobs)('%s runs its job, and the health route says so', async (name) => {
    const before = new Date().toISOString();
    const { answer } = await run(name);

    expect(answer).toEqual({ handled: expect.any(Number) });
    const { body } = await localSystem.call('GET', '/v1/health/schedules', { key: localSystem.key() });
    const job = body.data.find((each: { name: string }) => each.name === kebabCase(name));
    expect(job.last_succeeded_at >= before).toBe(true);
  });

  test('nothing is stuck where every job runs, says the health route', async () => {
    const { status, body } = await localSystem.call('GET', '/v1/health/stuck', { key: localSystem.key() });

    expect({ status, body }).toEqual({ status: 200, body: { data: [] } });
  });

  test('nothing is paused where nobody has paused anything, says the health route', async () => {
    const { status, body } = await localSystem.call('GET', '/v1/health/paused', { key: localSystem.key() });

    expect({ status, body }).toEqual({ status: 200, body: { data: [] } });
  });

  test('a function that is not there is named, with those that are', async () => {
    const { status, body } = await localSystem.local('POST', '/events/Nobody');

    expect(status).toBe(404);
    expect(body.message).toMatch(/^there is no function "Nobody"; there are: DeliverEmail, .*CollectMetrics$/);
  });
});
