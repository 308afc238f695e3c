// problem codes → a class of Python for each, so that an app can catch one

import { docstring, pascal } from './names.ts';
import type { Schema } from './python-type.ts';

/** Prints a class for each code, and which class a code has. `words` says what each is. */
export function printPythonProblems(problem: Schema | undefined, words: Readonly<Record<string, string>>): string {
  const codes = (problem?.properties?.code?.enum ?? []) as readonly string[];
  const classes = codes.map(
    (code) => `class ${pascal(code)}(BellhopError):\n${docstring(`${words[code] ?? code}: \`${code}\`.`, '    ')}`,
  );
  const named = codes.map((code) => `    "${code}": ${pascal(code)},\n`);
  const head =
    '"""Names each problem that the API answers. Written by `npm run openapi`; docs/errors.md says what to do about each."""\n\nfrom ._errors import BellhopError\n\n\n';
  return `${head}${classes.join('\n\n')}\n\nby_code: dict[str, type[BellhopError]] = {\n${named.join('')}}\n`;
}
