import { type BuildOptions, build } from 'esbuild';
import { bundling } from '../handlers/bundling.ts';
import { sources } from '../places.ts';
import { builtFile, loadBuilt } from './load-built.ts';
import { workflowSources } from './workflow-sources.ts';

/**
 * Loads the workflows and e-mails of a folder as a function would, with something of ours beside them: each export by its name, and the file
 * that it is taken from. What the files of the owner throw, or what does not bundle, is thrown as it is.
 */
export async function loadBeside(folder: string, outdir: string, ours: Readonly<Record<string, string>>): Promise<unknown> {
  await build(buildBeside(folder, outdir, ours));
  return loadBuilt(outdir);
}

/** How they are bundled. */
export function buildBeside(folder: string, outdir: string, ours: Readonly<Record<string, string>>) {
  const exported = Object.entries(ours).map(([name, file]) => `export { ${name} } from ${JSON.stringify(file)};`);
  const contents = ["export { workflows } from './index.ts';", "export { emails } from './emails.ts';", ...exported].join('\n');
  const stdin = { contents, resolveDir: folder };
  // names are kept, so that what an owner's function throws is told as they wrote it
  const plugins = [workflowSources(folder)];
  const outfile = builtFile(outdir);
  return {
    ...bundling,
    plugins,
    minify: false,
    sourcemap: 'inline',
    sourcesContent: false, // a stack needs places alone; what loads this parses all of the map
    stdin,
    absWorkingDir: sources,
    outfile,
  } as const satisfies BuildOptions;
}
