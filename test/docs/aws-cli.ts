import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { search } from 'jmespath';

/** What the AWS CLI takes and answers, from AWS's published models: `write-aws-operations.py` writes the file. */
type Operation = {
  options: Record<string, 'none' | 'one' | 'many'>;
  required: string[];
  positional: number;
  answer: unknown;
};

const operations: Record<string, Operation> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'aws-operations.json'), 'utf8'),
).operations;

/** Those that any command takes: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html */
const globalOptions: Operation['options'] = {
  'cli-binary-format': 'one',
  'endpoint-url': 'one',
  'no-cli-pager': 'none',
  output: 'one',
  profile: 'one',
  query: 'one',
  region: 'one',
};

/** What the AWS CLI would refuse of a command (its arguments, expanded by the shell), and a query that would find nothing. */
export function awsFaults(argv: readonly string[]): string[] {
  const words = argv[1] === 'wait' ? 3 : 2;
  const name = argv.slice(0, words).join(' ');
  const rest = argv.slice(words);
  const operation = operations[name];
  if (operation === undefined)
    return [`test/docs/aws-operations.json knows no "aws ${name}": run write-aws-operations.py "${name}"`];

  const { given, positional, faults } = readArguments(rest, { ...operation.options, ...globalOptions });
  const missing = operation.required.filter((option) => !given.has(option) && !given.has(`no-${option}`));
  return [
    ...faults,
    ...missing.map((option) => `--${option} is missing`),
    ...(positional === operation.positional
      ? []
      : [`takes ${operation.positional} arguments without a name, and got ${positional}`]),
    ...queryFaults(given.get('query'), operation.answer),
  ];
}

function readArguments(argv: readonly string[], options: Operation['options']) {
  const given = new Map<string, string>();
  const faults: string[] = [];
  let positional = 0;
  for (let at = 0; at < argv.length; at += 1) {
    const [, name] = /^--([\w-]+)$/.exec(argv[at] ?? '') ?? [];
    if (name === undefined) {
      positional += 1;
      continue;
    }
    const takes = options[name];
    if (takes === undefined) faults.push(`--${name} is no option of it`);
    let values = 0;
    while (
      takes !== 'none' &&
      !argv[at + 1]?.startsWith('--') &&
      argv[at + 1] !== undefined &&
      (values === 0 || takes === 'many')
    ) {
      at += 1;
      values += 1;
      if (argv[at] === '' && name !== 'filter-pattern') faults.push(`--${name} is empty`);
      given.set(name, argv[at] ?? '');
    }
    if (takes === 'none') given.set(name, '');
    else if (values === 0) faults.push(`--${name} needs a value`);
  }
  return { given, positional, faults };
}

/** A filter (`[?…]`) is opened first, as the answer here holds one of each thing, whichever that is. */
function queryFaults(query: string | undefined, answer: unknown): string[] {
  if (query === undefined) return [];
  try {
    const found = search(openMaps(answer) as never, query.replaceAll(/\[\?[^\]]*\]/g, '[]'));
    search(answer as never, query); // the filter itself must be readable
    const isNothing = (value: unknown): boolean =>
      value === null || (Array.isArray(value) && (value.length === 0 || value.every(isNothing)));
    return isNothing(found) || (Array.isArray(found) && found.flat().includes(null)) ? [`--query ${query} finds nothing`] : [];
  } catch (error) {
    return [`--query ${query}: ${error instanceof Error ? error.message : error}`];
  }
}

/** A map of the model, which stands here with the one key `KeyName`, has whatever key is asked for. */
function openMaps(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(openMaps);
  if (typeof answer !== 'object' || answer === null) return answer;
  const entries = Object.entries(answer).map(([key, value]) => [key, openMaps(value)] as const);
  const [[name, any] = []] = entries;
  if (entries.length !== 1 || name !== 'KeyName') return Object.fromEntries(entries);
  return new Proxy({ [name]: any }, { get: (_, key) => (typeof key === 'string' ? any : undefined) });
}
