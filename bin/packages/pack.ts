import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readManifest } from './manifests.ts';
import { packages } from './stage.ts';

const root = join(import.meta.dirname, '../..');

/** Where the tarballs go, and their version: absent, that of the repository. */
export type PackOptions = { folder: string; version?: string };

/** Packs every package of the repository into a folder, all of one version; answers the tarballs' paths, in the order of publishing. */
export async function pack({ folder, version = readManifest('.').version }: PackOptions): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const tarballs: string[] = [];
  for (const [name, write] of Object.entries(packages).filter(([source]) => existsSync(join(root, source, 'package.json')))) {
    const place = mkdtempSync(join(tmpdir(), 'bellhop-package-'));
    try {
      await write(place, version);
      tarballs.push(await packFolder(place, folder));
    } catch (error) {
      throw new Error(`the package of ${name} could not be packed`, { cause: error });
    } finally {
      rmSync(place, { recursive: true });
    }
  }
  return tarballs;
}

async function packFolder(place: string, folder: string): Promise<string> {
  const { npm_execpath: npm } = process.env;
  const [program, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const args = [...first, 'pack', place, '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await promisify(execFile)(program, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  const [{ filename }] = JSON.parse(stdout);
  return join(folder, filename);
}
