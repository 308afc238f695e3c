// npm run audit [-- --strict] → what npm's advisories say of every package in our lockfiles; fails when something has to be put right, with --strict when nobody could look, too: docs/decisions/0402
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditReport, readAudit } from './audit-faults.ts';

const root = join(import.meta.dirname, '../..');
const { npm_execpath: npm } = process.env;
if (npm === undefined) throw new Error('it asks npm: run it by npm run audit');

const isStrict = process.argv.includes('--strict');

/** The folders that have a lockfile; what the site is built with reaches nobody. */
const folders = [{ folder: '.' }, { folder: 'site', isDevelopment: true }];

for (const { folder, isDevelopment = false } of folders) {
  const { packages } = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8'));
  const audit = readAudit(ask(folder), (path) => isDevelopment || Boolean(packages[path]?.dev));
  if ('faults' in audit) {
    console.log(`audit: ${Object.keys(packages).length} packages of ${folder}/package-lock.json; faults: ${audit.faults.length}`);
    for (const fault of audit.faults) console.log(`  ${fault}`);
    if (audit.faults.length > 0) process.exitCode = 1;
  } else {
    const why = audit.isWithoutAudit ? 'the registry has no audit' : 'npm could not ask';
    console.log(`audit: nothing was looked at in ${folder}/package-lock.json: ${why} (${audit.unasked})`);
    if (isStrict || !audit.isWithoutAudit) process.exitCode = 1;
  }
}

function ask(folder: string): AuditReport {
  const { stdout, error } = spawnSync(process.execPath, [npm ?? '', 'audit', '--json'], {
    cwd: join(root, folder),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return JSON.parse(stdout || '{}');
}
