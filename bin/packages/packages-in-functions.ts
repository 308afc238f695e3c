import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { buildHandlers } from '../../lib/handlers/build-handlers.ts';
import { shippedWorkflows, sources } from '../../lib/places.ts';

/**
 * Bundles every function, and lists the packages that are in them by their names, with the versions that were tried, and with them all others of
 * AWS's: these ask for each other by ranges, and an older one among newer ones would be installed many times over.
 * @throws Error when one is in them in two versions, of which an owner's could have but one.
 */
export async function packagesInFunctions(): Promise<Record<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'bellhop-functions-'));
  try {
    const folder = await buildHandlers(sources, outdir, { workflows: shippedWorkflows });
    return { ...versionsOf(JSON.parse(readFileSync(join(folder, 'metafile.json'), 'utf8'))), ...neighbours() };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

type Locked = { version: string; dev?: true };

function neighbours(): Record<string, string> {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync(join(sources, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(packages).flatMap(([path, { version, dev }]) => {
    const [, name] = /^node_modules\/(@(?:aws|aws-sdk|smithy)\/[^/]+)$/.exec(path) ?? [];
    return name === undefined || dev ? [] : [[name, version] as const];
  });
  return Object.fromEntries(entries);
}

function versionsOf({ inputs }: Metafile): Record<string, string> {
  const folders = Object.keys(inputs).flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const versions: Record<string, string> = {};
  for (const folder of new Set(folders)) {
    const { name, version } = JSON.parse(readFileSync(join(sources, folder, 'package.json'), 'utf8'));
    if (versions[name] !== undefined && versions[name] !== version)
      throw new Error(`functions have ${name} in two versions, ${versions[name]} and ${version}`);
    versions[name] = version;
  }
  return versions;
}
