import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const log = join(import.meta.dirname, '../../lambdas/shell/log.ts');

/** A process that handles a record, beside which a promise is rejected that nobody waits for, under a runtime as Lambda's is. */
const source = `
  process.on('unhandledRejection', () => process.exit(128));
  await import(${JSON.stringify(log)});
  Promise.reject(new Error('no answer for ada@example.com'));
  await new Promise((done) => setTimeout(done, 20));
  console.log('the record is done');`;

function run(environment: Record<string, string>) {
  return spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    encoding: 'utf8',
  });
}

test('a promise that is rejected while nobody waits for it is logged without an address, and ends no function', () => {
  const { status, stdout, stderr } = run({ AWS_LAMBDA_FUNCTION_NAME: 'deliver-email' });

  expect([status, stdout.trim()]).toEqual([0, 'the record is done']);
  expect(stderr).toContain('promise rejected that nobody waited for');
  expect(stderr).not.toContain('ada@example.com');
});

test('elsewhere the process ends as whoever started it has it', () => {
  const { AWS_LAMBDA_FUNCTION_NAME: _, ...environment } = process.env;

  expect(
    spawnSync(process.execPath, ['--input-type=module', '--eval', source], { env: { ...environment, NODE_OPTIONS: '' } }).status,
  ).toBe(128);
});
