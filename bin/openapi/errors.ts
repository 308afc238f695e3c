// contract/http → docs/errors.md: every problem and what to do about it; written with docs/openapi.json
import { problemAdvice } from '../../contract/http/problem-advice.ts';
import { type ProblemCode, problems } from '../../contract/http/problems.ts';

const opening = `# Errors

An answer that is not a success is a problem after [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457), \`application/problem+json\`. Go by its \`code\`, which
stays; \`title\` and \`detail\` are for people and may change. \`errors\`, where there is one, names every wrong place of the input at once, by JSON pointer, as \`?name\`
for a query parameter, or by the name of a header. [openapi.json](openapi.json) says which codes a call can meet.

**What to repeat.** 429, 500, 502, 503 and 504 may go well later: ask again after \`Retry-After\`, or else after a second, then two, then four. \`GET\`, \`PUT\` and \`DELETE\` can be
repeated as they are, a \`POST\` with the same \`Idempotency-Key\`. Other statuses answer the same until something changes.
[\`@bellhop/node\`](node.md) does all of that.

Some answers come from API Gateway and have a \`message\` in place of a \`code\`: [the HTTP API](http-api.md).

This page is written by \`npm run openapi\`.
`;

/** Prints the page, a table for each status. */
export function printErrors(): string {
  const codes = (Object.keys(problems) as ProblemCode[]).sort((a, b) => problems[a].status - problems[b].status);
  const tables = [...Map.groupBy(codes, (code) => problems[code].status)].map(
    ([status, these]) => `\n## ${status}\n\n| code | what it means | what to do |\n|---|---|---|\n${these.map(toRow).join('')}`,
  );
  return opening + tables.join('');
}

function toRow(code: ProblemCode): string {
  return `| \`${code}\` | ${problems[code].title} | ${problemAdvice[code]} |\n`;
}
