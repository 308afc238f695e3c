import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const folder = join(import.meta.dirname, '../../client');
const blocks = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)];

/** What the blocks import, down to the libraries: the same for each. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says about files that are nowhere but here, in a folder of the package: so its name leads to its own exports. */
function complaintsAbout(files: ReadonlyMap<string, string>): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(join(folder, 'tsconfig.json'), {}, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => {},
  } satisfies ts.ParseConfigFileHost);
  const options = { ...config?.options, noEmit: true };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, settings, ...rest) => {
    const text = files.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, settings, true);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, settings, ...rest));
    return parsed.get(path);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const found = [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('every block of the README compiles against what the package exports', () => {
  const files = new Map(blocks.map(([, kind, text = ''], place) => [join(folder, `readme-${place}.${kind}`), text]));

  expect(files.size).toBe(3);
  expect(complaintsAbout(files)).toEqual([]);
});

test('a block that is wrong would be found', () => {
  const wrong = "import { createClient } from '@bellhop/client'; createClient({ baseUrl: 1, getToken: () => '' });";

  expect(complaintsAbout(new Map([[join(folder, 'readme-wrong.ts'), wrong]]))).toEqual([
    expect.stringContaining("Type 'number' is not assignable to type 'string'"),
  ]);
});
