import { existsSync, readFileSync, statSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from '../../lib/places.ts';
import { pagesFolder } from '../build-pages.ts';
import type { HttpAnswer } from './http-answer.ts';

/** What lies under which address; the first that has a file answers. The package has all of it built. */
const places: readonly (readonly [under: string, folder: string])[] = isInstalled
  ? [['/', pagesFolder]]
  : [
      ['/uplot/', fileURLToPath(new URL('.', import.meta.resolve('uplot/dist/uPlot.esm.js')))],
      ['/demo/', fileURLToPath(new URL('../demo/', import.meta.url))],
      ['/', pagesFolder],
      ['/', fileURLToPath(new URL('../console/', import.meta.url))],
    ];

/** Addresses that people type. */
const shortNames: Readonly<Record<string, string>> = {
  '/': '/index.html',
  '/openapi': '/openapi/index.html',
  '/demo': '/demo/index.html',
  '/demo/': '/demo/index.html',
  '/demo/plain': '/demo/plain/index.html',
};

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
};

/** Only what the local system serves itself may run or be shown in its pages; nobody else may put them in a frame. */
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/** Answers with a file of the console, the demo or the client. Nothing when there is no such file. */
export function answerPage(path: string): HttpAnswer | undefined {
  const name = shortNames[path] ?? path;
  const mediaType = mediaTypes[extname(name)];
  if (!mediaType || !/^(?:\/[\w-][\w.-]*)+$/.test(name)) return undefined; // no segment begins with a dot

  const file = findFile(name);
  if (file === undefined) return undefined;
  return {
    status: 200,
    headers: { 'content-type': mediaType, 'content-security-policy': policy, 'cache-control': 'no-cache' },
    body: read(file),
  };
}

function findFile(address: string): string | undefined {
  return places
    .filter(([under]) => address.startsWith(under))
    .map(([under, folder]) => join(folder, address.slice(under.length)))
    .find(isFile);
}

/** TypeScript reaches the browser as Node runs it: types become spaces, so there is no build step, and lines stay where they are. */
function read(file: string): HttpAnswer['body'] {
  if (extname(file) === '.html') return withParts(readFileSync(file, 'utf8'));
  return extname(file) === '.ts' ? stripTypeScriptTypes(readFileSync(file, 'utf8')) : readFileSync(file);
}

/** Puts the parts of a page in their places. A part lies beside its script, and is included as server-side includes (SSI) are. */
function withParts(html: string): string {
  return html.replaceAll(/<!--#include virtual="([^"]+)" -->/g, (_, address: string) => {
    const file = findFile(address);
    if (file === undefined) throw new Error(`a page includes "${address}", which is not there`);
    return withParts(readFileSync(file, 'utf8').trimEnd());
  });
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
