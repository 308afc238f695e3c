import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endpointsOf } from '../../local/endpoints.ts';
import { type FunctionPool, functionPool } from '../../local/functions/function-pool.ts';
import type { FunctionDesign } from '../../local/functions/function-process.ts';
import { makeFunctions } from '../../local/functions/functions.ts';
import { markOf } from '../../local/processes.ts';
import { readTemplate } from '../../local/template/blueprint.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { aBundle, obedient } from './a-bundle.ts';
import { aFunction, aTemplate, place } from './a-template.ts';

const pools: FunctionPool[] = [];

function aPool(source: string = obedient, more: Partial<FunctionDesign> = {}): FunctionPool {
  const folder = scratchFolder();
  const pool = functionPool({
    name: 'fn',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
    bundle: aBundle(source, folder),
    environment: { AWS_LAMBDA_FUNCTION_NAME: 'fn', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512', COLOUR: 'blue' },
    timeoutSeconds: 5,
    logFile: join(folder, 'fn.log'),
    ...more,
  });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
});

async function pidOf(answer: Promise<unknown>): Promise<number> {
  return ((await answer) as { pid: number }).pid;
}

async function isGone(pid: number): Promise<boolean> {
  for (let n = 0; n < 200 && markOf(pid); n++) await sleep(10);
  return markOf(pid) === undefined;
}

describe('a function', () => {
  test('gets its event and gives its answer, in a process of its own that stays warm', async () => {
    const pool = aPool();

    const first = (await pool.invoke({ n: 1 })) as { pid: number; event: unknown };
    const second = await pidOf(pool.invoke({ n: 2 }));

    expect(first).toEqual({ pid: expect.any(Number), event: { n: 1 } });
    expect(first.pid).not.toBe(process.pid);
    expect(second).toBe(first.pid);
    expect(pool.state()).toEqual({
      processes: 1,
      busy: 0,
      invocations: 2,
      coldStarts: 1,
      failures: 0,
      cpuMs: expect.any(Number),
    });
    expect(pool.state().cpuMs).toBeGreaterThan(0);
  });

  test('has exactly the environment that it is given', async () => {
    const environment = { COLOUR: 'blue', TZ: 'UTC' };

    expect(await aPool(obedient, { environment }).invoke({ do: 'env' })).toEqual(environment);
  });

  test('sees the trace header of the messages that caused its run, and none of a run before', async () => {
    const pool = aPool();
    const traceOf = async (header?: string) =>
      ((await pool.invoke({ do: 'env' }, header)) as Record<string, string>)._X_AMZN_TRACE_ID;

    expect(await traceOf('Root=1;Lineage=a87bd80c:2')).toBe('Root=1;Lineage=a87bd80c:2');
    expect(await traceOf()).toBeUndefined();
  });

  test('has a context as Lambda gives it', async () => {
    const context = (await aPool().invoke({ do: 'context' })) as { remaining: number };

    expect(context).toMatchObject({
      functionName: 'fn',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
      memoryLimitInMB: '512',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(context.remaining).toBeGreaterThan(0);
    expect(context.remaining).toBeLessThanOrEqual(5_000);
  });

  test('that throws is a failure, and keeps its process', async () => {
    const pool = aPool();
    const before = await pidOf(pool.invoke({}));

    await expect(pool.invoke({ do: 'throw' })).rejects.toMatchObject({ why: 'threw', message: 'TypeError: told to' });
    expect(await pidOf(pool.invoke({}))).toBe(before);
  });

  test('that takes too long is killed, and starts cold again', async () => {
    const pool = aPool(obedient, { timeoutSeconds: 0.3 });
    const before = await pidOf(pool.invoke({}));

    await expect(pool.invoke({ do: 'hang' })).rejects.toMatchObject({
      why: 'timed-out',
      message: 'Task timed out after 0.30 seconds',
    });
    expect(await isGone(before)).toBe(true);
    expect(await pidOf(pool.invoke({}))).not.toBe(before);
    expect(readFileSync(pool.design.logFile ?? '', 'utf8')).toContain('Task timed out');
  });

  test('whose process ends in the middle is a failure, and starts cold again', async () => {
    const pool = aPool();

    await expect(pool.invoke({ do: 'exit' })).rejects.toMatchObject({ why: 'ended' });
    await expect(pool.invoke({ n: 1 })).resolves.toMatchObject({ event: { n: 1 } });
  });

  test('whose bundle does not load says why', async () => {
    await expect(aPool("throw new Error('settings missing')").invoke({})).rejects.toMatchObject({
      why: 'ended',
      message: expect.stringContaining('settings missing'),
    });
  });

  test('that is renewed ends what it has begun with the old bundle, and does the rest with the new one', async () => {
    const pool = aPool();
    const before = await pidOf(pool.invoke({}));
    const begun = pool.invoke({ do: 'wait', ms: 200, n: 1 });
    aBundle("exports.handler = async () => ({ pid: process.pid, says: 'edited' });", join(pool.design.bundle, '..'));

    pool.renew();
    const next = await pool.invoke({});

    expect(next).toMatchObject({ says: 'edited' });
    expect(await begun).toMatchObject({ pid: before, event: { n: 1 } });
    expect(await isGone(before)).toBe(true);
    expect(await pool.invoke({})).toEqual(next);
    expect(pool.state()).toMatchObject({ processes: 1, busy: 0, failures: 0 });
  });

  test('that is renewed while it waits for nothing starts anew with its next event', async () => {
    const pool = aPool();
    const before = await pidOf(pool.invoke({}));

    pool.renew();

    expect(await isGone(before)).toBe(true);
    expect(await pidOf(pool.invoke({}))).not.toBe(before);
  });

  test('prints into its log file', async () => {
    const pool = aPool();

    await pool.invoke({ do: 'print', text: 'hello from the function' });

    expect(readFileSync(pool.design.logFile ?? '', 'utf8')).toContain('hello from the function');
  });

  test('whose log format is JSON prints lines as Lambda does', async () => {
    const pool = aPool(obedient, { environment: { AWS_LAMBDA_LOG_FORMAT: 'JSON' } });

    await pool.invoke({ do: 'print', text: { what: 'record failed', notificationId: 'ntf_1' } });

    const [line = ''] = readFileSync(pool.design.logFile ?? '', 'utf8').split('\n');
    expect(JSON.parse(line)).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      level: 'INFO',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: { what: 'record failed', notificationId: 'ntf_1' },
    });
  });
});

describe('a pool', () => {
  test('has a process for each event at work, and no more than ten', async () => {
    const pool = aPool();

    const answers = Array.from({ length: 12 }, () => pidOf(pool.invoke({ do: 'wait', ms: 50 })));

    expect(new Set(await Promise.all(answers)).size).toBeLessThanOrEqual(10);
    expect(pool.state()).toMatchObject({ invocations: 12, busy: 0 });
  });

  test('starts one process after the other: short events share what is there, long ones get one each', async () => {
    const pool = aPool();

    await Promise.all(Array.from({ length: 8 }, () => pool.invoke({})));
    const forShort = pool.state().coldStarts;
    const long = Array.from({ length: 4 }, () => pool.invoke({ do: 'hang' }).catch((error: unknown) => error));
    for (let looks = 0; looks < 500 && pool.state().busy < 4; looks += 1) await sleep(10);

    expect(forShort).toBeLessThan(8);
    expect(pool.state()).toMatchObject({ processes: Math.max(4, forShort), busy: 4 });
    await pool.kill();
    expect(await Promise.all(long)).toMatchObject(Array.from({ length: 4 }, () => ({ why: 'ended' })));
  });

  test('killed in the middle fails what was at work, and works again', async () => {
    const pool = aPool();
    const before = await pidOf(pool.invoke({}));
    const atWork = pool.invoke({ do: 'hang' }).catch((error: unknown) => error);

    await sleep(50);
    const killed = await pool.kill();

    expect(killed).toBe(1);
    expect(await atWork).toMatchObject({ why: 'ended' });
    expect(await pidOf(pool.invoke({}))).not.toBe(before);
  });

  test('stopped leaves no process, and fails what waits', async () => {
    const pool = aPool();
    const pid = await pidOf(pool.invoke({}));
    const hanging = Array.from({ length: 11 }, () => pool.invoke({ do: 'hang' }).catch((error: unknown) => error));

    await sleep(50);
    await pool.stop();

    for (const failure of await Promise.all(hanging)) expect(failure).toMatchObject({ why: 'ended' });
    await expect(pool.invoke({})).rejects.toMatchObject({ why: 'ended' });
    expect(await isGone(pid)).toBe(true);
  });
});

test('a function whose starter was killed ends by itself', async () => {
  const bundle = aBundle(obedient);
  const module = fileURLToPath(new URL('../../local/functions/function-process.ts', import.meta.url));
  const design = { name: 'fn', arn: 'arn', bundle, environment: {}, timeoutSeconds: 5, logFile: `${bundle}.log` };
  const starter = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { startFunctionProcess } = await import(${JSON.stringify(module)});
       const answer = await startFunctionProcess(${JSON.stringify(design)}).invoke({});
       console.log(answer.pid);`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], env: {} },
  );
  const pid = Number(await new Promise<string>((done) => starter.stdout.once('data', (chunk: Buffer) => done(chunk.toString()))));
  expect(markOf(pid)).toBeDefined();

  starter.kill('SIGKILL');

  expect(await isGone(pid)).toBe(true);
});

describe('the functions of a template', () => {
  const assets = scratchFolder();
  aBundle(obedient, join(assets, 'bundle'));
  const endpoints = endpointsOf({ http: 1, tables: 2, queues: 3, providers: 4 });

  function functionsOf(resources: Parameters<typeof aTemplate>[0], dataFolder = scratchFolder()) {
    const blueprint = readTemplate(aTemplate(resources), place);
    return makeFunctions(blueprint.functions, {
      endpoints,
      assetFolder: (name) => join(assets, name),
      dataFolder,
      verbose: false,
    });
  }

  test('are called after their handlers, or after their construct where one handler is deployed twice', () => {
    const Description = 'Bellhop: lambdas/channels/email/deliver-email.ts';
    const at = (path: string) => ({ Metadata: { 'aws:cdk:path': `stack/${path}/Function/Resource` } });
    const functions = functionsOf({
      A: { ...aFunction({ Description }), ...at('Delivery/DeliverEmail') },
      B: { ...aFunction({ Description }), ...at('Delivery/DeliverBulkEmail') },
      C: { ...aFunction({ Description: 'Bellhop: lambdas/publishing/ingest.ts' }), ...at('Intake/Dispatch') },
    });

    expect(functions.all().map(({ name }) => name)).toEqual(['deliver-email', 'deliver-bulk-email', 'ingest']);
    expect(functions.named('deliver-email')).toHaveLength(2);
    expect(functions.named('deliver-bulk-email')).toHaveLength(1);
    expect(functions.named('C')).toHaveLength(1);
    expect(functions.named('nothing')).toEqual([]);
  });

  test('run the deployed bundle with the environment of the template and the way to the emulators', async () => {
    const functions = functionsOf({ Fn: aFunction({ Environment: { Variables: { TABLE_NAME: { Ref: 'Work' } } } }) });

    const environment = await functions.find('test-Fn').invoke({ do: 'env' });

    expect(environment).toEqual({
      TABLE_NAME: 'http://127.0.0.1:4622/000000000000/test-Work',
      TZ: 'UTC',
      AWS_LAMBDA_FUNCTION_NAME: 'test-Fn',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_FORMAT: 'Text',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2',
      AWS_ENDPOINT_URL_DYNAMODB_STREAMS: 'http://127.0.0.1:2',
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:3',
      AWS_ENDPOINT_URL_SES: 'http://127.0.0.1:4',
      AWS_ENDPOINT_URL_SNS: 'http://127.0.0.1:4',
      AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:4',
      AWS_ENDPOINT_URL_EVENTBRIDGE: 'http://127.0.0.1:4',
      AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: 'http://127.0.0.1:4',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4',
      AWS_ENDPOINT_URL_SCHEDULER: 'http://127.0.0.1:4',
      TWILIO_ENDPOINT_URL: 'http://127.0.0.1:4',
      RESEND_ENDPOINT_URL: 'http://127.0.0.1:4',
      SMTP_ENDPOINT_URL: 'smtp://bellhop@127.0.0.1:5',
      POSTMARK_ENDPOINT_URL: 'http://127.0.0.1:4',
      CHAT_ENDPOINT_URL: 'http://127.0.0.1:4',
      FCM_ENDPOINT_URL: 'http://127.0.0.1:4',
      GOOGLE_TOKEN_URL: 'http://127.0.0.1:4/oauth2/token',
      APNS_ENDPOINT_URL: 'http://127.0.0.1:4',
    });
    await functions.stop();
  });

  test('take up edited bundles, each that shares one too, and go on where a bundle is the same', async () => {
    const of = (handler: string, S3Key: string) =>
      aFunction({ Description: `Bellhop: lambdas/${handler}.ts`, Code: { S3Bucket: 'assets', S3Key } });
    aBundle(obedient, join(assets, 'other'));
    const functions = functionsOf({
      A: of('email/deliver-email', 'bundle.zip'),
      B: of('email/deliver-email', 'bundle.zip'),
      C: of('dry-run/dry-run', 'other.zip'),
    });
    const same = functions.find('test-C');
    const pid = await pidOf(same.invoke({}));
    const edited = scratchFolder();
    aBundle(obedient, join(edited, 'dry-run/dry-run'));
    aBundle("exports.handler = async () => 'edited';", join(edited, 'email/deliver-email'));
    for (const name of ['A', 'B']) await functions.find(`test-${name}`).invoke({});

    functions.replaceBundles(edited);

    const answers = await Promise.all(['A', 'B'].map((name) => functions.find(`test-${name}`).invoke({})));
    expect(answers).toEqual(['edited', 'edited']);
    expect(await pidOf(same.invoke({}))).toBe(pid);
    await functions.stop();
  });

  test('keep their bundles beside the data, and drop those of earlier templates', () => {
    const dataFolder = scratchFolder();
    functionsOf({ Fn: aFunction() }, dataFolder);
    aBundle('', join(assets, 'newer'));

    functionsOf({ Fn: aFunction({ Code: { S3Bucket: 'assets', S3Key: 'newer.zip' } }) }, dataFolder);

    expect(existsSync(join(dataFolder, 'bundles', 'newer', 'index.js'))).toBe(true);
    expect(existsSync(join(dataFolder, 'bundles', 'bundle'))).toBe(false);
  });

  test('a function that is referred to but not there is named', () => {
    expect(() => functionsOf({}).find('arn:aws:lambda:us-east-1:000000000000:function:gone')).toThrow('function:gone');
  });
});
