import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpAnswer } from './http-answer.ts';

const folder = fileURLToPath(new URL('../console/', import.meta.url));

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Only what this laptop serves itself may run or be shown in the console; nobody else may put it in a frame. */
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/** A file of the console; `/` is its page. Nothing when there is no such file. */
export function answerConsole(path: string): HttpAnswer | undefined {
  const name = path === '/' ? '/index.html' : path;
  const mediaType = mediaTypes[extname(name)];
  if (!mediaType || !/^(?:\/[\w-][\w.-]*)+$/.test(name)) return undefined; // no segment begins with a dot

  const file = join(folder, name);
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  return {
    status: 200,
    headers: { 'content-type': mediaType, 'content-security-policy': policy, 'cache-control': 'no-cache' },
    body: readFileSync(file),
  };
}
