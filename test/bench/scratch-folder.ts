import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder, gone when this process exits. It is outside the project, whose package.json would make bundles ES modules. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
