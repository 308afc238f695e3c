import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** What is changed in a file of a package: which files, and what their text becomes. Throws when there is nothing to change. */
type Change = { files: RegExp; change(text: string): string };

/**
 * Leaves out of packages what no function needs and esbuild cannot see to be unneeded: docs/decisions/0165. A change that finds nothing
 * stops the build, since a new version of its package may bring back all that it took out.
 */
export function leaveOut(project: string): Plugin {
  const all = [errorsNamedIn(textOf(join(project, 'adapters'))), ...changes];
  return {
    name: 'leave-out',
    setup(build) {
      for (const { files, change } of all)
        build.onLoad({ filter: files }, async ({ path }) => {
          try {
            return { contents: change(await readFile(path, 'utf8')), loader: extname(path) === '.json' ? 'json' : 'ts' };
          } catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            return { errors: [{ text: `lib/handlers/leave-out.ts does not fit this file: ${text}`, location: { file: path } }] };
          }
        });
    },
  };
}

function textOf(folder: string): string {
  return globSync('**/*.ts', { cwd: folder })
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

/**
 * AWS's clients register the errors of their services, 140 of them with SSM. One that is not registered comes as the service's general
 * error, with the name, message and status that AWS gave it. So those are kept that an adapter names.
 */
function errorsNamedIn(adapters: string): Change {
  const named = new Set(adapters.match(/\w+/g));
  return {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/,
    change: (text) =>
      withPlainKeys(
        replace(text, /^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, error) => (named.has(error) ? line : '')),
      ),
  };
}

/** Writes `{ [_e]: … }` as `{ "error": … }`, or esbuild keeps what it stands in: a computed key might do something. */
function withPlainKeys(text: string): string {
  const values = new Map([...text.matchAll(/^const (_\w+) = (".*");$/gm)].map(([, name = '', value = '']) => [name, value]));
  return replace(text, /\[(_\w+)\]:/g, (key, name) => (values.has(name) ? `${values.get(name)}:` : key));
}

const changes: readonly Change[] = [
  // workflows are checked before they are bundled, and by every test that loads them: lib/workflows/check-workflows.ts
  {
    files: /[\\/]core[\\/]workflows[\\/]rules[\\/]definition-faults\.ts$/,
    change: () => 'export function definitionFaults() { return []; }',
  },
  // a client says its version, and brings all of its package.json for it
  {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/,
    change: (text) => JSON.stringify({ version: JSON.parse(text).version }),
  },
  // keeps the endpoints that a client discovers; no operation of DynamoDB's client does
  {
    files: /[\\/]@aws-sdk[\\/]endpoint-cache[\\/]dist-es[\\/]EndpointCache\.js$/,
    change: () => 'export class EndpointCache {}',
  },
  // hashes for a Node without OpenSSL
  { files: /[\\/]@smithy[\\/]core[\\/].*[\\/]Sha256Js\.js$/, change: () => 'export class Sha256Js {}' },
  { files: /[\\/]@smithy[\\/]core[\\/].*[\\/]Md5Js\.js$/, change: () => 'export class Md5Js {}' },
  // functions check what comes, and describe nothing: which answers there are they know from their routes, and not what is in one
  {
    files: /[\\/]contract[\\/].*[\\/]routes\.ts$/,
    change: (text) => text.replaceAll(/^ +answers: \{.*\},$/gm, (answers) => answers.replaceAll(/(\d): \w+/g, '$1: true')),
  },
  {
    files: /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/,
    change: (text) =>
      replace(
        replace(text, /^ {4}inst\._zod\.processJSONSchema = .*;$/gm, () => ''),
        /^import \{ (\w+), (\w+) \} from "\.\.\/core\/to-json-schema\.js";$/m,
        (_, one, other) => leftOut(one) + leftOut(other),
      ),
  },
  // zod's own words, in the place of which ours go to whoever reads them: contract/schema-words.ts
  {
    files: /[\\/]zod[\\/]v4[\\/]locales[\\/]en\.js$/,
    change: (text) => replace(text, /^const error = \(\) => \{[\s\S]*?^\};$/m, () => 'const error = () => () => undefined;'),
  },
  // numbers are read and checked here, and written in E.164 alone: the patterns for writing them are three fifths of the numbering plans
  {
    files: /[\\/]libphonenumber-js[\\/]metadata\.min\.json\.js$/,
    change: (text) => `export default JSON.parse(${JSON.stringify(withoutFormats(text))});`,
  },
  {
    files: /[\\/]libphonenumber-js[\\/]es6-modern[\\/]format\.js$/,
    change: () => `${leftOut('format')}${leftOut('chooseFormatForNumber')}export { format as default, chooseFormatForNumber };`,
  },
  // its modules again, for JavaScript that has classes
  {
    files: /[\\/]libphonenumber-js[\\/]core[\\/]index\.js$/,
    change: (text) => replace(text, /'\.\.\/es6\//g, () => "'../es6-modern/"),
  },
];

function replace(text: string, pattern: RegExp, by: (match: string, ...groups: string[]) => string): string {
  if (text.search(pattern) < 0) throw new Error(`there is no ${pattern}`);
  return text.replace(pattern, by);
}

/** A function that says so when somebody calls it after all. */
function leftOut(name: string): string {
  return `function ${name}() { throw new Error("${name} is left out of functions: lib/handlers/leave-out.ts"); }\n`;
}

/** Where a country's plan has its patterns: https://gitlab.com/catamphetamine/libphonenumber-js/-/blob/master/METADATA.md */
const formatsAt = 4;

function withoutFormats(module: string): string {
  const metadata = JSON.parse(module.slice(module.indexOf('{'), module.lastIndexOf('}') + 1));
  for (const plan of [...Object.values<unknown[]>(metadata.countries), ...Object.values<unknown[]>(metadata.nonGeographic)])
    plan[formatsAt] = 0; // what the package itself writes for "none"
  return JSON.stringify(metadata);
}
