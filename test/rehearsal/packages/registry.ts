import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { promisify } from 'node:util';

/** A registry of npm's on 127.0.0.1 that has our packages, as if they were published, and sends on to the usual one for all others. */
export type Registry = Awaited<ReturnType<typeof startRegistry>>;

/** Asks npm which registry it goes to here. */
export async function upstreamRegistry(): Promise<string> {
  return (await promisify(execFile)('npm', ['config', 'get', 'registry'])).stdout.trim();
}

/** One version of a package: what its package.json says, and its tarball. */
type Published = { manifest: { name: string; version: string }; tarball: Buffer; file: string };

/** Starts a registry without packages of ours; `upstream` is the one that has all others. */
export async function startRegistry(upstream: string) {
  const published = new Map<string, Published[]>();
  let url = '';
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', url).pathname).slice(1);
    const [name = '', file] = path.split('/-/');
    const versions = published.get(name);
    if (versions === undefined) response.writeHead(302, { location: new URL(request.url ?? '/', upstream).href }).end();
    else if (file === undefined) answerJson(response, describe(name, versions, url));
    else {
      const found = versions.find((each) => each.file === file);
      if (found === undefined) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(found.tarball);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the registry has no port');
  url = `http://127.0.0.1:${address.port}/`;

  return {
    url,
    /** Takes in tarballs; each is the latest version of its package from now on. */
    publish(tarballs: readonly string[]): void {
      for (const path of tarballs) {
        const tarball = readFileSync(path);
        const manifest = JSON.parse(execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' }));
        published.set(manifest.name, [...(published.get(manifest.name) ?? []), { manifest, tarball, file: basename(path) }]);
      }
    },
    stop: () => new Promise((done) => server.close(done).closeAllConnections()),
  };
}

/** What a registry says of a package: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
function describe(name: string, versions: readonly Published[], url: string) {
  const entries = versions.map(({ manifest, tarball, file }) => [
    manifest.version,
    {
      ...manifest,
      dist: {
        tarball: new URL(`${name}/-/${file}`, url).href,
        shasum: createHash('sha1').update(tarball).digest('hex'),
        integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
      },
    },
  ]);
  const longAgo = '2026-01-01T00:00:00.000Z'; // pnpm takes nothing that was published only now
  return {
    name,
    'dist-tags': { latest: versions.at(-1)?.manifest.version },
    versions: Object.fromEntries(entries),
    time: { created: longAgo, modified: longAgo, ...Object.fromEntries(entries.map(([version]) => [version, longAgo])) },
  };
}

function answerJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
