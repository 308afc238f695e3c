import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { readOwnerConfig } from '../settings/owner-config.ts';

const project = join(import.meta.dirname, '../..');

/** The workflows that come with Bellhop. */
export const shippedWorkflows = join(project, 'workflows');

/** What an owner's own folder must have. Without `brand.ts` their e-mails would go out under our name and address. */
export const requiredFiles = ['index.ts', 'emails.ts', 'brand.ts'] as const;

/** What it may have; else ours is used. */
const optionalFiles = ['sms-terms.ts', 'unsubscribe-words.ts', 'digest-words.ts'] as const;
const ownersFiles: readonly string[] = [...requiredFiles, ...optionalFiles];

/**
 * The workflows that are deployed and run: the owner's own, when their file of settings names a folder, or ours.
 * @throws OwnerError when that file is wrong.
 */
export async function findWorkflows(): Promise<string> {
  return (await readOwnerConfig(project)).workflowsFolder ?? shippedWorkflows;
}

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

      build.onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
        const name = relative(shippedWorkflows, join(resolveDir, path));
        const theirs = join(folder, name);
        return ownersFiles.includes(name) && existsSync(theirs) ? { path: theirs } : undefined;
      });
      build.onResolve({ filter: /^[^./]/ }, async ({ path, importer, kind, pluginData }) => {
        if (pluginData === asked || !isOutside(importer)) return undefined;
        const ours = await build.resolve(path, { kind, resolveDir: project, pluginData: asked });
        return ours.errors.length > 0 ? undefined : { path: ours.path, external: ours.external, sideEffects: ours.sideEffects };
      });
    },
  };
}

function findExport(path: string) {
  const file = join(project, 'exports', `${path.slice('bellhop/'.length)}.ts`);
  if (existsSync(file)) return { path: file };
  return { errors: [{ text: `there is no "${path}"; there are bellhop/workflow, bellhop/email and bellhop/config` }] };
}

function isOutside(file: string): boolean {
  return relative(project, file).startsWith('..');
}
