import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Loads what `buildBeside` has bundled into a folder. */
export function loadBuilt(outdir: string): unknown {
  process.setSourceMapsEnabled(true); // a stack names the owner's own lines
  const file = builtFile(outdir);
  const load = createRequire(file);
  delete load.cache[file]; // an attempt that was stopped has left half of it there
  return load(file);
}

/** Where that bundle lies. */
export function builtFile(outdir: string): string {
  return join(outdir, 'workflows.cjs');
}
