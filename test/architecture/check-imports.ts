import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { type Import, readImports } from './read-imports.ts';

/** Layers, by the paths they begin with, and what each may import: paths, packages (`@x/*`), `node:*`, each perhaps `(with a limit)`. */
export type Table = readonly (readonly [layers: string, mayImport: string])[];

/** The source files to check, by path, and what else an import can name. */
export type Tree = { sources: ReadonlyMap<string, string>; otherFiles: ReadonlySet<string>; packages: ReadonlySet<string> };

/** A sentence for each file without a layer, and for each import that the table does not allow or nothing answers to. */
export function checkImports(tree: Tree, table: Table): string[] {
  return [...tree.sources].flatMap(([path, text]) => {
    const row = rowOf(path, table);
    if (row === undefined) return [`${path} belongs to no layer`];
    return readImports(path, text).flatMap((mention) => check(path, mention, row, tree) ?? []);
  });
}

/** The row whose layer names the longest beginning of the path. */
function rowOf(path: string, table: Table): Table[number] | undefined {
  const layers = table.flatMap((row) => listed(row[0]).map((layer) => ({ layer, row })));
  return layers.filter(({ layer }) => isUnder(path, layer)).sort((a, b) => b.layer.length - a.layer.length)[0]?.row;
}

function check(path: string, mention: Import, [layers, mayImport]: Table[number], tree: Tree): string | undefined {
  const isComputed = mention.specifier === '(computed)';
  if (isComputed && (mayImport === 'everything' || listed(mayImport).includes('(computed)'))) return undefined;
  const target = targetOf(path, mention.specifier, tree);
  if (target === undefined) return `${path} imports "${mention.specifier}", which nothing answers to`;
  if (mayImport === 'everything' || listed(mayImport).some((item) => allows(item, target, mention))) return undefined;
  return `${path} imports ${target} (${mention.names.join(', ')}), but ${layers} may import only ${mayImport}`;
}

/** The file, package or `node:` module that a specifier means. */
function targetOf(path: string, specifier: string, tree: Tree): string | undefined {
  if (specifier.startsWith('.')) {
    const file = posix.join(posix.dirname(path), specifier);
    return tree.sources.has(file) || tree.otherFiles.has(file) ? file : undefined;
  }
  if (specifier.startsWith('bellhop/')) return targetOf('', `./exports/${specifier.slice('bellhop/'.length)}.ts`, tree);
  if (/^(?:\/|@bellhop\/)client\b/.test(specifier)) return 'client/dist'; // as pages load it, built: its sources are no page's to import
  if (specifier.startsWith('/')) return targetOf(path, specifier.slice(1), tree); // a package that is served under its name
  if (specifier.startsWith('node:')) return isBuiltin(specifier) ? specifier : undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return tree.packages.has(name) || tree.packages.has(`@types/${name}`) ? name : undefined;
}

function allows(item: string, target: string, mention: Import): boolean {
  const [, name = '', limit] = /^(\S+)(?: \((.+)\))?$/.exec(item) ?? [];
  const isMeant = name.endsWith('*') ? target.startsWith(name.slice(0, -1)) : isUnder(target, name);
  if (!isMeant || limit === undefined) return isMeant;
  if (limit === 'types only') return mention.typesOnly;
  return mention.names.every((taken) => limit.split(' and ').includes(taken));
}

/** Whether a path is a layer, in it, or the layer's file with its ending; `**` in a layer's name is one folder or several. */
function isUnder(path: string, layer: string): boolean {
  if (!layer.includes('**')) return path === layer || path.startsWith(`${layer}/`) || path.startsWith(`${layer}.`);
  const [before = '', after = ''] = layer.split('**');
  return path.startsWith(before) && path.indexOf(`${after}/`, before.length + 1) > 0;
}

function listed(cell: string): string[] {
  return cell.split(', ');
}
