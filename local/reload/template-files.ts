import { join } from 'node:path';
import { sources } from '../../lib/places.ts';

/** What each file of a build imports, as esbuild's metafile has it: by paths that are seen from our sources. */
export type Imports = Readonly<Record<string, { imports: readonly { path: string }[] }>>;

/** Lists the files that changed from one look at a folder to the next; nothing where one came or went, as imports may lead elsewhere then. */
export function changedFiles(before: string, after: string): string[] | undefined {
  const [was, is] = [statesIn(before), statesIn(after)];
  if (was.size !== is.size || [...was.keys()].some((file) => !is.has(file))) return undefined;
  return [...is].filter(([file, state]) => was.get(file) !== state).map(([file]) => file);
}

/** Reads a look, of which each line is a file with its size and time, or a folder. */
function statesIn(look: string): Map<string, string> {
  return new Map(
    look.split('\n').map((line) => {
      const [, file = '', state = ''] = /^(.*) ((?:\d+ [\d.]+)?)$/.exec(line) ?? [];
      return [file, state];
    }),
  );
}

/** The owner's folder, and what functions begin with in it: the list of templates, and others. */
export type Beginnings = { folder: string; emails: string; others: readonly string[] };

/**
 * Finds the files of a folder that e-mail templates alone lead to: an edit of one changes functions that write e-mails, and no other. There are none
 * where workflows take something from outside of it, which nobody looks at.
 */
export function templateFiles(imports: Imports, { folder, emails, others }: Beginnings): ReadonlySet<string> {
  const byPath = new Map(Object.entries(imports).map(([path, file]) => [join(sources, path), file.imports]));
  const reached = (from: readonly string[]) => {
    const found = new Set(from);
    for (const file of found) for (const { path } of byPath.get(file) ?? []) found.add(join(sources, path)); // what is added is walked, too
    return found;
  };
  const list = join(folder, emails);
  const isOfFolder = (file: string) => file.startsWith(join(folder, '/'));
  const isOutside = (file: string) =>
    !isOfFolder(file) && !file.startsWith(join(sources, '/')) && !/[\\/]node_modules[\\/]/.test(file);
  if ([...byPath.keys()].some(isOutside)) return new Set();
  const begin = [...byPath]
    .filter(([file]) => !isOfFolder(file))
    .flatMap(([, files]) => files.map(({ path }) => join(sources, path)));
  const beside = reached([...begin.filter((file) => file !== list), ...others.map((file) => join(folder, file))]);
  return new Set(
    [...reached([list])]
      .filter((file) => isOfFolder(file) && !beside.has(file))
      .map((file) => file.slice(join(folder, '/').length)),
  );
}
