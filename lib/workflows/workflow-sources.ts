import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ImportKind, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import { isInstalled, ownersFolder, shippedWorkflows, sourceFile, sources } from '../places.ts';
import { type OwnerConfig, readOwnerConfig } from '../settings/owner-config.ts';
import { OwnerError } from '../settings/owner-error.ts';

/** What an owner's own folder must have. Without `brand.ts` their e-mails would go out under our name and address. */
export const requiredFiles = ['index.ts', 'emails.ts', 'brand.ts'] as const;

/** What it may have; else ours is used. */
const optionalFiles = ['sms-terms.ts', 'unsubscribe-words.ts', 'digest-words.ts'] as const;
/** What functions take of it by name. */
export const ownersFiles: readonly string[] = [...requiredFiles, ...optionalFiles];

/**
 * The workflows that are deployed and run: the owner's own, when their file of settings names a folder, or ours.
 * @throws OwnerError when that file is wrong.
 */
export async function findWorkflows(): Promise<string> {
  return workflowsOf(await readOwnerConfig(ownersFolder));
}

/**
 * The folder of workflows that a file of settings names, else `workflows/` beside it. In the repository that is ours; the package has none.
 * @throws OwnerError when there is none.
 */
export function workflowsOf({ workflowsFolder }: OwnerConfig): string {
  const besideIt = join(ownersFolder, 'workflows');
  if (workflowsFolder !== undefined || existsSync(besideIt)) return workflowsFolder ?? besideIt;
  throw new OwnerError(
    `there is no folder workflows/ in ${ownersFolder}; "npm create bellhop@latest" makes a project that has one`,
  );
}

/** Every import that the plugin is asked of goes to another process and back, thousands of them in a build: it is asked of no others. */
const mayBeOwners = new RegExp(`^\\..*/(?:${ownersFiles.map((file) => file.replace(/\.ts$/, '')).join('|')})\\.[jt]s$`);

/** Marks a question of our own, so that it is not asked again. */
const asked = Symbol('asked');

/**
 * Bundles with the workflows of a folder: the owner's files take the place of ours, `bellhop/…` is this project's `exports/`, and the
 * packages that it brings are taken from it, so that a folder anywhere needs none of its own.
 */
export function workflowSources(folder: string): Plugin {
  return {
    name: 'workflow-sources',
    setup(build) {
      build.onResolve({ filter: /^bellhop\// }, ({ path }) => findExport(path));
      if (folder === shippedWorkflows) return;

      build.onResolve({ filter: mayBeOwners }, ({ path, resolveDir }) => {
        const name = relative(shippedWorkflows, join(resolveDir, path)).replace(/\.js$/, '.ts'); // the package's own are JavaScript
        const theirs = join(folder, name);
        return ownersFiles.includes(name) && existsSync(theirs) ? { path: theirs } : undefined;
      });
      const tried = triedPackages();
      const findOurs = ourPackages(build);
      build.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind, pluginData }) => {
        const isAsked = isOwners(importer) || (isOutside(importer) && tried.has(packageOf(path)));
        return pluginData === asked || !isAsked ? undefined : findOurs(path, kind);
      });
    },
  };
}

type Found = Promise<OnResolveResult | undefined>;

/** Finds packages as files of ours would, nothing where there is none. Each is looked for once: none of ours changes under a build that is kept. */
function ourPackages(build: PluginBuild): (path: string, kind: ImportKind) => Found {
  const found = new Map<string, Found>();
  async function find(path: string, kind: ImportKind): Found {
    const { errors, ...ours } = await build.resolve(path, { kind, resolveDir: sources, pluginData: asked });
    return errors.length > 0 ? undefined : { path: ours.path, external: ours.external, sideEffects: ours.sideEffects };
  }
  return (path, kind) => {
    const key = `${kind} ${path}`;
    const answer = found.get(key) ?? find(path, kind);
    found.set(key, answer);
    return answer;
  };
}

function findExport(path: string) {
  const file = sourceFile(`exports/${path.slice('bellhop/'.length)}`);
  if (existsSync(file)) return { path: file };
  return { errors: [{ text: `there is no "${path}"; there are bellhop/workflow, bellhop/email and bellhop/config` }] };
}

/** Whether the owner wrote a file: it is none of ours, and no package of anybody's. */
function isOwners(file: string): boolean {
  return isOutside(file) && !/[\\/]node_modules[\\/]/.test(file);
}

function isOutside(file: string): boolean {
  return relative(sources, file).startsWith('..');
}

/**
 * The packages that functions of an installed Bellhop are made of, in the very versions that were tried. What they ask each other for would else be
 * whatever version an installation of today finds, from which `lib/handlers/leave-out.ts` may not know what to leave out. docs/decisions/0350.
 */
function triedPackages(): ReadonlySet<string> {
  if (!isInstalled) return new Set(); // the lockfile sees to that
  const { dependencies }: { dependencies: object } = JSON.parse(readFileSync(join(sources, 'package.json'), 'utf8'));
  return new Set(Object.keys(dependencies));
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
