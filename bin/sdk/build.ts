// Builds what @bellhop/node ships: a module of each kind, each with its types. `node bin/sdk/build.ts` writes sdk/node/dist.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'sdk/node');

/** What `package.json` says to Node and to compilers about the files beside it. */
const kinds = { esm: 'module', cjs: 'commonjs' } as const;

/** Builds every file that the package ships, by its name in `dist`. Names stay as they are, so that a stack can be read. */
export async function buildNodeSdk(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const types = declarations();
  for (const [format, type] of Object.entries(kinds)) {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ['sdk/node/index.ts'],
      outfile: 'index.js',
      write: false,
      bundle: true,
      format: format as keyof typeof kinds,
      platform: 'node',
      target: 'node18',
      logLevel: 'silent',
    });
    for (const { text } of outputFiles) files.set(`${format}/index.js`, text);
    for (const [name, text] of types) files.set(`${format}/${name}`, text);
    files.set(`${format}/package.json`, `${JSON.stringify({ type })}\n`);
  }
  return files;
}

/** The declarations of the sources, by their names. @throws Error with what the compiler says against them. */
function declarations(): Map<string, string> {
  const { config } = ts.readConfigFile(join(sources, 'tsconfig.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, sources);
  const program = ts.createProgram(fileNames, {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: sources,
  });
  const wrong = ts.getPreEmitDiagnostics(program);
  if (wrong.length > 0)
    throw new Error(
      ts.formatDiagnostics(wrong, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => root,
        getNewLine: () => '\n',
      }),
    );
  const written = new Map<string, string>();
  program.emit(undefined, (path, text) => written.set(relative(sources, path), withShippedNames(text)));
  return written;
}

/** What is a `.ts` here is a `.d.ts` beside a `.js` there. */
function withShippedNames(text: string): string {
  return text.replaceAll(/((?:from|import\()\s*['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2');
}

/** Writes all that the package ships into a folder, and nothing else stays there. */
export async function writeNodeSdk(folder: string): Promise<void> {
  const files = await buildNodeSdk();
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

if (import.meta.main) await writeNodeSdk(join(sources, 'dist'));
