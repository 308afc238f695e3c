import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** The folder of Bellhop's own code: its repository, or the package as it was installed. */
export const sources = dirname(import.meta.dirname);

/** What files of ours end in: the package is JavaScript, since Node takes no types away beneath `node_modules`. */
export const ending = extname(import.meta.filename);

/** The workflows that come with Bellhop; the package has none. */
export const shippedWorkflows = join(sources, 'workflows');

/** Whether this is the package that somebody has installed, and not the repository. */
export const isInstalled = ending === '.js';

/** What the owner's file of settings is called. */
export const configFile = 'bellhop.config.ts';

/** Where the owner's things are, and what is made of them: the repository; with the package, the project from which it was called. */
export const ownersFolder = isInstalled ? projectAround(process.cwd()) : sources;

/** A file of our own by its path without its ending, to run, bundle or read it: `lambdas/users/users`. */
export function sourceFile(path: string): string {
  return join(sources, path + ending);
}

/** Finds the nearest folder with a file of settings, from here upwards; else it is this one. */
function projectAround(here: string): string {
  for (let folder = here; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configFile))) return folder;
    if (folder === dirname(folder)) return here;
  }
}
