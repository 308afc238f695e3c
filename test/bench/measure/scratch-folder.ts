import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder, gone when this process exits. It is outside the project, whose package.json would make bundles ES modules. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'));
  folders.push(folder);
  return folder;
}
