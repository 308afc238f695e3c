// requests → one .http file, as editors of JetBrains and httpYac run it: https://www.jetbrains.com/help/idea/exploring-http-syntax.html
import type { CollectedRequest } from './requests.ts';

const head = `# Every call of Bellhop's HTTP API, in an order in which all of them work in the local system (\`npm start\`).
# The environment \`local\` is in http-client.env.json beside this file. Written by \`npm run openapi\`.
`;

/** The stage that `npm start` runs. */
const local = { url: 'http://127.0.0.1:4620', key: 'bh_live_local' };

/** Prints the file, and the environment that it runs in, by their names. */
export function httpFiles(requests: readonly CollectedRequest[]): Map<string, string> {
  return new Map([
    ['bellhop.http', `${head}\n${requests.map(printRequest).join('\n')}`],
    ['http-client.env.json', `${JSON.stringify({ local }, undefined, 2)}\n`],
  ]);
}

function printRequest({ operation, title, method, url, bearer, body, status, keeps, waitMs }: CollectedRequest): string {
  const kept = Object.entries(keeps).map(([name, place]) => `  client.global.set('${name}', response.body.${place});\n`);
  return [
    `### ${title}\n# @name ${operation}\n`,
    waitMs > 0 ? `# @sleep ${waitMs}\n` : '',
    `${method} ${url}\n`,
    bearer ? `Authorization: Bearer {{${bearer}}}\n` : '',
    body === undefined ? '' : `Content-Type: application/json\n\n${JSON.stringify(body, undefined, 2)}\n`,
    `\n> {%\n  client.test('it answers ${status}', () => client.assert(response.status === ${status}));\n${kept.join('')}%}\n`,
  ].join('');
}
