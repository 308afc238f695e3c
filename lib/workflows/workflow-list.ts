import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** The file beside the bundles that lists the workflows in them, for the API and the local system. */
export const workflowListName = 'workflows.json';

/** Puts the list that a synthesis has made of its workflows into the function that answers it, which could not make it. */
export function workflowList(outdir: string): Plugin {
  return {
    name: 'workflow-list',
    setup(build) {
      build.onLoad({ filter: /[\\/]workflows[\\/]listed-workflows\.[jt]s$/ }, () => {
        const file = join(outdir, workflowListName);
        if (!existsSync(file)) return undefined; // bundles alone: a list that is asked for there says what is left out
        return { contents: `export function listedWorkflows() { return ${readFileSync(file, 'utf8')}; }`, loader: 'js' };
      });
    },
  };
}
