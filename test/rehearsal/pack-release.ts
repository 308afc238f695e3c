// node bin/launch.mjs test/rehearsal/pack-release.ts <commit> → fixtures/<version>.tar.br: what a release deploys and its command line, for the upgrade lane
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { releaseSettings } from './upgrade/release.ts';

const [commit] = process.argv.slice(2);
if (commit === undefined) throw new Error('which commit? Give the one that the release was made of');

const folder = mkdtempSync(join(tmpdir(), 'bellhop-release-'));
try {
  execFileSync('sh', ['-c', `git archive ${commit} | tar -x -C ${folder}`], { stdio: 'inherit' });
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  const assembly = join(folder, 'cdk.out');
  const env = { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(releaseSettings) };
  execFileSync(process.execPath, ['bin/app.ts'], { cwd: folder, env, stdio: 'inherit' });
  await build({
    entryPoints: [join(folder, 'bin/bellhop.ts')],
    outfile: join(assembly, 'bellhop.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = join(import.meta.dirname, 'fixtures', `${version}.tar.br`);
  writeFileSync(file, pack(assembly));
  process.stdout.write(`${file}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What a deployment needs, and nothing that only people read. Brotli finds what the functions' bundles share; gzip's window does not. */
function pack(assembly: string): Buffer {
  const manifestFile = join(assembly, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  for (const [name, { type }] of Object.entries<{ type: string }>(manifest.artifacts)) {
    if (type === 'cdk:tree' || type === 'cdk:feature-flag-report') delete manifest.artifacts[name];
    else delete manifest.artifacts[name].additionalMetadataFile;
  }
  writeFileSync(manifestFile, JSON.stringify(manifest));
  const names = readdirSync(assembly).filter(
    (name) => /^(asset\.|bellhop|manifest|cdk\.out)/.test(name) && !name.endsWith('.metadata.json'),
  );
  const sameAlways = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  const tar = execFileSync('tar', [...sameAlways, '-c', '-C', assembly, ...names.sort()], { maxBuffer: 100_000_000 });
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  return brotliCompressSync(tar, { params });
}
