import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../launch/cache-folder.mjs';
import { installPackages } from '../launch/packages.mjs';
import { deadLinks } from './dead-links.ts';

/** Where the site is built: its address ends in this folder. */
const builtFolder = 'site/dist';

/**
 * Builds the site, with packages of its own that are installed when they are missing; answers where it is and how many pages it has.
 * @throws Error when it cannot be built, or a link leads nowhere.
 */
export async function buildSite(root: string): Promise<{ folder: string; pages: number }> {
  const site = join(root, 'site');
  await installPackages({ root: site, cache: cacheFolder(), signal: new AbortController().signal });
  vitepress(site, ['build'], { quietly: true });
  const folder = join(root, builtFolder);
  const files = globSync('**/*', { cwd: folder }).map((file) => file.replaceAll('\\', '/'));
  const texts = files
    .filter((file) => file.endsWith('.html'))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
  const dead = deadLinks({
    files: new Set(files.filter((file) => statSync(join(folder, file)).isFile())),
    pages: new Map(texts),
  });
  if (dead.length > 0) throw new Error(`links of the site lead nowhere:\n${dead.join('\n')}`);
  return { folder, pages: texts.length };
}

/** Runs VitePress as it stands among the site's packages, and shows what it prints: at once, or where it is to be quiet, when it fails. */
export function vitepress(site: string, args: readonly string[], { quietly = false } = {}): void {
  const program = join(site, 'node_modules/vitepress/bin/vitepress.js');
  const stdio = quietly ? 'pipe' : 'inherit';
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: site,
    stdio,
    encoding: 'utf8',
  });
  if (status === 0) return;
  if (quietly) process.stderr.write(`${stdout}${stderr}`);
  throw new Error('the site cannot be built', { cause: error });
}
