import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { ending } from '../places.ts';
import { type FileChange, leftOut, replace } from './file-change.ts';
import { changesOfAws } from './leave-out-of-aws.ts';

/**
 * Leaves out of packages what no function needs and esbuild cannot see to be unneeded: docs/decisions/0165. A change that finds nothing
 * stops the build, since a new version of its package may bring back all that it took out.
 */
export function leaveOut(project: string): Plugin {
  const all = [...changesOfAws(textOf(join(project, 'adapters'))), ...changes];
  const made = new Map<string, string>(); // for builds that are kept: neither packages nor our own files change under them
  return {
    name: 'leave-out',
    setup(build) {
      for (const { files, change } of all)
        build.onLoad({ filter: files }, async ({ path }) => {
          try {
            const contents = made.get(path) ?? change(await readFile(path, 'utf8'));
            made.set(path, contents);
            return { contents, loader: extname(path) === '.json' ? 'json' : 'ts' };
          } catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            return { errors: [{ text: `lib/handlers/leave-out.ts does not fit this file: ${text}`, location: { file: path } }] };
          }
        });
    },
  };
}

function textOf(folder: string): string {
  return globSync(`**/*${ending}`, { cwd: folder })
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

const changes: readonly FileChange[] = [
  // workflows are checked before they are bundled, and by every test that loads them: lib/workflows/check-workflows.ts
  {
    files: /[\\/]core[\\/]workflows[\\/]rules[\\/]definition-faults\.[jt]s$/,
    change: () => 'export function definitionFaults() { return []; }',
  },
  // functions check what comes, and describe nothing: which answers there are they know from their routes, and not what is in one
  {
    files: /[\\/]contract[\\/].*[\\/]routes\.[jt]s$/,
    change: (text) => text.replaceAll(/^ +answers: \{.*\},$/gm, (answers) => answers.replaceAll(/(\d): \w+/g, '$1: true')),
  },
  {
    files: /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/,
    change: (text) =>
      replace(
        replace(
          replace(text, /^ {4}inst\._zod\.processJSONSchema = .*;$/gm, () => ''),
          /^import \{ (\w+), (\w+) \} from "\.\.\/core\/to-json-schema\.js";$/m,
          (_, one, other) => leftOut(one) + leftOut(other),
        ),
        // looks for circles in what is parsed, which JSON has none of
        /^ {4}if \(!core\.globalConfig\.memoizer\)\n.*;$/m,
        () => '',
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
    change: (text) => `export default JSON.parse(String.raw\`${withoutFormats(text)}\`);`,
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

/** Where a country's plan has its patterns: https://gitlab.com/catamphetamine/libphonenumber-js/-/blob/master/METADATA.md */
const formatsAt = 4;

function withoutFormats(module: string): string {
  const metadata = JSON.parse(module.slice(module.indexOf('{'), module.lastIndexOf('}') + 1));
  for (const plan of [...Object.values<unknown[]>(metadata.countries), ...Object.values<unknown[]>(metadata.nonGeographic)])
    plan[formatsAt] = 0; // what the package itself writes for "none"
  return JSON.stringify(metadata);
}
