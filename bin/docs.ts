// npm run docs → the documentation as a site in site/dist; `-- watch` shows it as it is written, `-- --check` looks at it in Chromium too,
// `-- screenshots [name …]` takes its pictures anew, `-- reference` writes docs/construct.md, and the address of package.json onto the pages
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSite, vitepress } from './docs/build-site.ts';
import { printConstruct } from './docs/construct-reference.ts';
import { writeAddress } from './docs/repository-address.ts';
import { serveFolder } from './docs/serve-folder.ts';

const root = dirname(import.meta.dirname);
const [part = 'build', ...rest] = process.argv.slice(2);
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  build,
  watch: async () => vitepress(join(root, 'site'), ['dev', '--host', '127.0.0.1', '--port', '4650']),
  serve: async () => console.log(`docs: ${(await serveFolder(join(root, 'site/dist'), 4650)).url}, until Ctrl-C`),
  '--check': async () => {
    await build();
    run(['test/site/check-site.ts']);
  },
  reference: async () => {
    writeFileSync(join(root, 'docs/construct.md'), printConstruct(root));
    writeAddress(root);
  },
  screenshots: async () => run(['test/screenshots/take-screenshots.ts', ...rest]),
};

const chosen = parts[part];
if (chosen === undefined) {
  console.error(`docs: there is no part "${part}"; there are ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}
try {
  await chosen();
} catch (error) {
  console.error(`docs: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function build(): Promise<void> {
  const startedAt = performance.now();
  const { folder, pages } = await buildSite(root);
  console.log(`docs: ${pages} pages in ${folder}, in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Runs a program of ours in a process of its own. */
function run(argv: readonly string[]): void {
  const { status } = spawnSync(process.execPath, argv, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}
