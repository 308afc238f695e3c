import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Argument, Command, Option } from 'commander';
import { addCompletion } from '../../bin/operator/commands/completion.ts';

const run = promisify(execFile);

/** The script that a program like ours prints for a shell. */
async function scriptFor(shell: string): Promise<string> {
  const program = new Command('bellhop').exitOverride();
  program.command('why').addOption(new Option('--stage <stage>').choices(['dev', 'local']));
  const keys = program.command('keys');
  keys.command('create').option('--test');
  keys.command('list');
  program
    .command('dlq')
    .command('show')
    .addArgument(new Argument('<queue>').choices(['email', 'sms']));
  addCompletion(program);

  const log = console.log;
  const printed: string[] = [];
  console.log = (line: string) => printed.push(line);
  try {
    await program.parseAsync(['node', 'bellhop', 'completion', shell]);
  } finally {
    console.log = log;
  }
  return printed.join('\n');
}

/** What bash offers in place of the last word. */
async function offers(...typed: string[]): Promise<string[]> {
  const words = typed.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(bellhop ${words}); COMP_CWORD=${typed.length}; _bellhop; echo "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', `${await scriptFor('bash')}\n${ask}`]);
  return stdout.trim().split(' ').filter(Boolean);
}

test.each([
  ['a command', ['wh'], ['why']],
  ['every command', [''], ['why', 'keys', 'dlq', 'completion']],
  ['a command of a command', ['keys', ''], ['create', 'list']],
  ['an option', ['keys', 'create', '--t'], ['--test']],
  ['the values of an option', ['why', 'ada', '--stage', 'l'], ['local']],
  ['the values of an argument', ['dlq', 'show', ''], ['email', 'sms']],
  ['nothing that does not fit', ['keys', 'why'], []],
])('bash offers %s', async (_name, typed, words) => {
  expect(await offers(...typed)).toEqual(words);
});

test('fish is told what may follow each command, and zsh takes what bash does', async () => {
  expect(await scriptFor('fish')).toContain(
    "complete -c bellhop -f -n '__fish_seen_subcommand_from keys; and __fish_seen_subcommand_from create' -a '--test'",
  );
  expect(await scriptFor('zsh')).toBe(`autoload -U +X bashcompinit && bashcompinit\n${await scriptFor('bash')}`);
});
