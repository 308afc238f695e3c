import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmailFrequency } from '../../../contract/digests/digest-frequency.ts';
import { readOwnerSettings } from '../../../lib/settings/read-owner-settings.ts';
import { errorsIn } from '../errors-in.ts';
import type { Deployed } from '../handlers/load-functions.ts';
import { scratchFolder } from '../scratch-folder.ts';
import { allOf, idOf, type Template } from '../template.ts';

const project = join(import.meta.dirname, '../../..');

/** Runs the app as the CDK command line does, in some folder, with a settings context and the path of a folder for its output. */
function runApp(context: Record<string, unknown>): { outdir: string; status: number | null; stderr: string } {
  const cwd = scratchFolder();
  const { status, stderr } = spawnSync(process.execPath, [join(project, 'bin/app.ts')], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      BELLHOP_CONFIG: '', // whatever the owner has set, it is not what is tested
      CDK_OUTDIR: 'cdk.out', // relative, as the CDK command line hands it over
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_VALIDATION: 'false', // CloudFormation's schemas are checked once, in stages.test.ts: loading them takes two seconds
    },
  });
  return { outdir: join(cwd, 'cdk.out'), status, stderr };
}

/** What CloudFormation would make of a setting's value. */
function resolve(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  const joined = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  if (joined) return joined[1].map((part) => resolve(name.replace(/S$/, ''), part)).join(''); // one, or some with their names before them
  return name.endsWith('_URL') ? `https://sqs.eu-west-1.amazonaws.com/000000000000/${idOf(value)}` : idOf(value);
}

type Made = { name: string; folder: string; environment: Record<string, unknown> };

/** What comes of loading functions, each with nothing but its environment: their names, and `function` or what is wrong. */
function load(functions: readonly Made[]): unknown {
  const deployed: Deployed[] = functions.map(({ name, folder, environment }) => ({
    name,
    bundle: join(folder, 'index.js'),
    environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, resolve(key, value)])),
  }));
  const program = join(import.meta.dirname, '../handlers/load-functions.ts');
  return JSON.parse(spawnSync(process.execPath, [program, JSON.stringify(deployed)], { encoding: 'utf8' }).stdout);
}

describe('a synthesis with every bundle', () => {
  const { outdir, status, stderr } = runApp({ stage: 'dev', fromAddress: 'hello@example.com', digest: 'monthly' });
  const template: Template = JSON.parse(readFileSync(join(outdir, 'bellhop-dev.template.json'), 'utf8'));
  const functions = Object.entries(allOf(template, 'AWS::Lambda::Function')).map(([name, { Properties, Metadata }]) => ({
    name,
    folder: join(outdir, String(Metadata?.['aws:asset:path'])),
    environment: (Properties.Environment as { Variables: Record<string, unknown> }).Variables,
  }));

  test('succeeds without an account, and without a word', () => {
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(existsSync(join(outdir, 'bundles/metafile.json'))).toBe(true);
  });

  test('gives every function its bundle, and no source map', () => {
    expect(functions).toHaveLength(26);
    for (const { folder } of functions) expect(readdirSync(folder)).toEqual(['index.js']);
  });

  test('gives every function the environment that its handler loads with, and an entry', () => {
    expect(load(functions)).toEqual(functions.map(({ name }) => [name, 'function']));
  });

  const readers = functions.filter(({ environment }) => environment.EMAIL_FREQUENCY === 'monthly');
  test.each(EmailFrequency.options)('loads every function that reads -c digest=%s', (digest) => {
    const settings = readOwnerSettings({ stage: 'dev', fromAddress: 'hello@example.com', digest });
    const changed = readers.map((each) => ({ ...each, environment: { ...each.environment, EMAIL_FREQUENCY: settings.digest } }));

    expect(readers).toHaveLength(3);
    expect(load(changed)).toEqual(readers.map(({ name }) => [name, 'function']));
  });
});

test('a synthesis without settings says which are missing, and nothing else', () => {
  const { status, stderr } = runApp({});

  expect(status).toBe(1);
  expect(stderr).toBe(
    [
      'setting stage is missing, for example: npm run cdk -- deploy -c stage=dev -c fromAddress=hello@example.com',
      'setting fromAddress is missing, for example: npm run cdk -- deploy -c stage=dev -c fromAddress=hello@example.com',
      '',
    ].join('\n'),
  );
});

test('a command that needs no template, as bootstrap and destroy, goes on with the stage alone', () => {
  const { outdir, status, stderr } = runApp({ 'aws:cdk:bundling-stacks': [], stage: 'prod' });

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(errorsIn(outdir)).toEqual({ 'bellhop-prod': [expect.stringMatching(/^setting fromAddress is missing/)] });
});
