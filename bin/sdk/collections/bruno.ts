// requests → a collection for Bruno, https://docs.usebruno.com/bru-lang/overview: a file for each request
import type { CollectedRequest } from './requests.ts';

/** Prints every file of the collection, by its name in it. */
export function brunoFiles(requests: readonly CollectedRequest[]): Map<string, string> {
  const folders = [...new Set(requests.map(({ folder }) => folder))];
  return new Map([
    ['bruno.json', `${JSON.stringify({ version: '1', name: 'Bellhop', type: 'collection' }, undefined, 2)}\n`],
    ['environments/local.bru', block('vars', ['url: http://127.0.0.1:4620', 'key: bh_live_local'])],
    ...folders.map((name, at) => [`${folderName(name)}/folder.bru`, block('meta', [`name: ${name}`, `seq: ${at + 1}`])] as const),
    ...requests.map(
      (request) => [`${folderName(request.folder)}/${request.operation}.bru`, printRequest(request, requests)] as const,
    ),
  ]);
}

function folderName(folder: string): string {
  return folder.toLowerCase().replaceAll(' ', '-');
}

function printRequest(request: CollectedRequest, all: readonly CollectedRequest[]): string {
  const { operation, title, method, url, bearer, body, status, keeps, waitMs, folder } = request;
  const seq = all.filter((each) => each.folder === folder).indexOf(request) + 1;
  const kept = Object.entries(keeps).map(([name, place]) => `${name}: res.body.${place}`);
  return [
    block('meta', [`name: ${operation}`, 'type: http', `seq: ${seq}`]),
    block(method.toLowerCase(), [
      `url: ${url}`,
      `body: ${body === undefined ? 'none' : 'json'}`,
      `auth: ${bearer ? 'bearer' : 'none'}`,
    ]),
    ...(bearer ? [block('auth:bearer', [`token: {{${bearer}}}`])] : []),
    ...(body === undefined ? [] : [block('body:json', JSON.stringify(body, undefined, 2).split('\n'))]),
    ...(kept.length > 0 ? [block('vars:post-response', kept)] : []),
    block('assert', [`res.status: eq ${status}`]),
    ...(waitMs > 0
      ? [block('script:pre-request', [`await bru.sleep(${waitMs}); // what was published is planned and sent`])]
      : []),
    block('docs', [title]),
  ].join('\n');
}

function block(name: string, lines: readonly string[]): string {
  return `${name} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}
