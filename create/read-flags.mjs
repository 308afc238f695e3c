import { parseArgs } from 'node:util';
import { CannotCreate } from './cannot-create.mjs';
import { questions } from './questions.mjs';

const flags = questions.filter(({ flag }) => flag !== undefined);
const lines = [
  ...flags.map(({ flag, hint, otherwise }) => [`--${flag} <text>`, `${hint} (${otherwise})`]),
  ['--packages <folder>', 'take Bellhop from a tarball in that folder, in place of the registry'],
  ['--help', 'print this'],
];

/** What `--help` prints. */
export const usage = `Writes a repository for your own Bellhop workflows.

  npm create bellhop@latest <folder> -- [options]
  pnpm create bellhop@latest <folder> [options]

${lines.map(([option, hint]) => `  ${option.padEnd(22)} ${hint}`).join('\n')}

In a terminal it asks for what no option says.
`;

/**
 * Reads the folder and the options; an answer that is not given is absent.
 * @throws CannotCreate when an option is unknown or an answer will not do.
 */
export function readFlags(argv) {
  const { values, positionals } = parse(argv);
  const [folder, ...others] = positionals;
  if (others.length > 0)
    throw new CannotCreate(`one folder is enough, and here are ${positionals.length}: ${positionals.join(', ')}`);

  const answers = Object.fromEntries(
    questions
      .map(({ name, flag }) => [name, flag === undefined ? folder : values[flag]])
      .filter(([, answer]) => answer !== undefined),
  );
  for (const { name, flag, fault } of questions) {
    const wrong = answers[name] === undefined ? undefined : fault(answers[name]);
    if (wrong !== undefined)
      throw new CannotCreate(`${flag === undefined ? 'the folder' : `--${flag}`} is "${answers[name]}": ${wrong}`);
  }
  return { help: values.help === true, packages: values.packages, ...answers };
}

function parse(argv) {
  const text = { type: 'string' };
  const options = Object.fromEntries(flags.map(({ flag }) => [flag, text]));
  try {
    return parseArgs({ args: argv, options: { ...options, packages: text, help: { type: 'boolean' } }, allowPositionals: true });
  } catch (error) {
    throw new CannotCreate(`${error.message.split('. ')[0]}; --help prints what there is`);
  }
}
