import { Argument, type Command } from 'commander';

/** Commands that have been typed, joined by spaces, and the words that may follow them. */
type Words = readonly (readonly [typed: string, words: string])[];
const scripts = { bash, zsh: (words: Words) => `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`, fish };

/** Adds `completion`: the words that a shell offers behind `bellhop`. Add it last, as it tells of the commands that there are. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a script that has a shell complete commands and options: docs/command-line.md')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(scripts)))
    .action((shell: keyof typeof scripts) => console.log(scripts[shell](wordsOf(program))));
}

/** Goes through the commands as commander knows them, with their options, and the values that an option or argument can have. */
function wordsOf(command: Command, typed = ''): Words {
  const { commands, options, registeredArguments } = command;
  const values = [...options, ...registeredArguments].flatMap(({ argChoices }) => argChoices ?? []);
  const own = [...commands.map((each) => each.name()), ...values, ...options.flatMap(({ long }) => long ?? [])];
  return [[typed, [...new Set(own)].join(' ')], ...commands.flatMap((each) => wordsOf(each, `${typed} ${each.name()}`.trim()))];
}

/** Follows what was typed as far as it names a command, and passes over everything else. */
function bash(words: Words): string {
  return `_bellhop() {
  local typed='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "${words.map(([typed]) => `,${typed}`).join('')}," in
      *",\${typed:+$typed }$word,"*) typed="\${typed:+$typed }$word" ;;
    esac
  done
  case "$typed" in
${words.map(([typed, list]) => `    '${typed}') words='${list}' ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _bellhop bellhop`;
}

/** Has one line for what may follow each command; of two words, both have to have been typed. */
function fish(words: Words): string {
  const commands = words.flatMap(([typed]) => (typed === '' || typed.includes(' ') ? [] : [typed]));
  const seen = (typed: string) => typed.split(' ').map((each) => `__fish_seen_subcommand_from ${each}`);
  const condition = (typed: string) =>
    typed === '' ? `not __fish_seen_subcommand_from ${commands.join(' ')}` : seen(typed).join('; and ');
  return words.map(([typed, list]) => `complete -c bellhop -f -n '${condition(typed)}' -a '${list}'`).join('\n');
}
