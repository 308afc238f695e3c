import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** The release that is upgraded from: the last one that owners may run. */
const release = '0.1.0';

/** The settings that it was synthesized with, and that the upgrade is deployed with. */
export const releaseSettings = {
  stage: 'dev',
  fromAddress: 'hello@example.com',
  smsCountries: 'GB',
  frequencyCaps: 'email:40/hour', // more than the rehearsal sends; that there is one makes items of its own
} as const;

/** Unpacks the release: a cloud assembly as the CDK command line takes it, and `bellhop.mjs`, its operator's command line. */
export function unpackRelease(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), `bellhop-${release}-`));
  const packed = readFileSync(join(import.meta.dirname, '..', 'fixtures', `${release}.tar.br`));
  execFileSync('tar', ['-x', '-C', folder], { input: brotliDecompressSync(packed) });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
