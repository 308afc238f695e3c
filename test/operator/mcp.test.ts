import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { ApiRefusal } from '../../bin/operator/api/refusal.ts';
import { CannotDo } from '../../bin/operator/cannot-do.ts';
import { fitAnswer } from '../../bin/operator/mcp/answer.ts';
import { readTools } from '../../bin/operator/mcp/read-tools.ts';
import { toolFailure } from '../../bin/operator/mcp/tool-failure.ts';
import { writeTools } from '../../bin/operator/mcp/write-tools.ts';
import { bellhopProgram } from '../../bin/operator/program.ts';
import { textsOf } from '../docs/blocks.ts';

describe('an answer', () => {
  test('that fits is shown as it is, with where it goes on', () => {
    expect(fitAnswer({ lines: [] })).toBe('there are none');
    expect(fitAnswer({ lines: ['one', 'two'] }, 7)).toBe('one\ntwo');
    expect(fitAnswer({ lines: ['one'], cursor: 'c"1' })).toBe('one\n[there is more: ask the same again with "cursor": "c\\"1"]');
  });

  test('that does not fit is cut between lines, says so, and names no place beyond what was left out', () => {
    expect(fitAnswer({ lines: ['one', 'two', 'three'], cursor: 'c1' }, 8)).toBe(
      'one\ntwo\n[cut: 2 of 3 lines are shown; ask for less, by a filter or a smaller limit]',
    );
  });

  test('of one long line is cut within it, and says so', () => {
    expect(fitAnswer({ lines: ['abcdef'] }, 4)).toBe('abcd\n[cut: 4 of 6 characters are shown; ask for less]');
  });

  test('is of a bounded size', () => {
    expect(fitAnswer({ lines: Array.from({ length: 5000 }, (_, n) => `line ${n} of many`) }).length).toBeLessThan(20_200);
  });
});

describe('the tools', () => {
  test('that read say that they change nothing, and the others that they do', () => {
    expect(readTools.filter(({ writes }) => writes)).toEqual([]);
    expect(writeTools(10).filter(({ writes }) => !writes)).toEqual([]);
  });

  test.each([...readTools, ...writeTools(10)])('$name is asked with a plain object, as every client can have it', ({ input }) => {
    const schema = z.toJSONSchema(input, { io: 'input' });

    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(Object.keys(schema)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(one|any|all)Of$/)]));
    expect(JSON.stringify(schema)).not.toMatch(/"override"|#\/components/);
  });

  test('a publish goes to as many users as it may, and to no topic or audience', () => {
    const [publish] = writeTools(2);
    const asked = { workflow: 'message', data: {} };
    const takes = (more: object) => publish?.input.safeParse({ ...asked, ...more }).success;

    expect(takes({ recipients: ['ada', 'grace'] })).toBe(true);
    expect(takes({ recipients: ['ada', 'grace', 'linus'] })).toBe(false);
    expect(takes({ topic: 'building:42' })).toBe(false);
    expect(takes({ recipients: ['ada'], topic: 'building:42' })).toBe(false);
    expect(takes({ recipients: ['ada'], audience: { all: true } })).toBe(false);
  });

  test.each(['0', '101', 'all'])('--max-recipients %s is refused', async (many) => {
    const line = ['node', 'bellhop', 'mcp', '--stage', 'local', '--max-recipients', many];
    const program = bellhopProgram();
    for (const command of program.commands) command.configureOutput({ outputError: () => undefined });

    await expect(program.parseAsync(line)).rejects.toThrow('--max-recipients');
  });
});

test('a failure is told in words, about the fields of the tool, without control characters', () => {
  const input = z.strictObject({ since: z.string() });
  const errors = [{ pointer: '?since', detail: 'must be an instant\u001b[2J' }];

  expect(toolFailure(new ApiRefusal({ status: 400, body: { detail: '', errors } }), { input })).toBe(
    '"since" must be an instant [2J',
  );
  expect(toolFailure(new CannotDo('no system runs on this machine'), { input })).toBe('no system runs on this machine');
  expect(toolFailure(Object.assign(new Error('not for you'), { name: 'AccessDeniedException' }), { input })).toMatch(
    /^not for you Let whoever runs this look/,
  );
});

test('no other command loads the SDK of the protocol', async () => {
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, '../../bin/bellhop.ts')],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: '.',
    absWorkingDir: join(import.meta.dirname, '../..'),
    logLevel: 'silent',
  });
  const loaded = new Set(['bin/bellhop.ts']);
  for (const path of loaded)
    for (const { path: next, kind } of metafile.inputs[path]?.imports ?? []) if (kind !== 'dynamic-import') loaded.add(next);

  expect(loaded).toContain('commander');
  expect(Object.keys(metafile.inputs)).toContain('bin/operator/mcp/serve-mcp.ts');
  expect([...loaded].filter((path) => path.includes('modelcontextprotocol'))).toEqual([]);
});

test.each(textsOf('docs/mcp.md', 'json'))('what the page has clients start is the command line of a checkout: %#', (text) => {
  const page: Record<string, Record<string, { command: string; args: string[] }>> = JSON.parse(text);
  const [server] = Object.values(page).flatMap((servers) => Object.values(servers));
  const [launcher = '', program = '', ...words] = server?.args ?? [];

  expect(server?.command).toBe('node');
  expect(
    [launcher.replace('/home/ada/bellhop/', ''), program].map((path) => existsSync(join(import.meta.dirname, '../..', path))),
  ).toEqual([true, true]);
  expect(words.slice(0, 2)).toEqual(['mcp', '--stage']);
});
