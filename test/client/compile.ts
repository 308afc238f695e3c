import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The compiler's own files, read once however often it is asked. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/** What the strict compiler says about an app's files, and about every declaration of the client that they lead to. */
export function complaintsAbout(app: string, files: Record<string, string>, resolution: 'bundler' | 'nodenext'): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    jsx: ts.JsxEmit.ReactJSX,
    types: [],
    ...(resolution === 'bundler'
      ? { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
      : { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text);
  const program = ts.createProgram(
    Object.keys(files).map((name) => join(app, name)),
    options,
    hostOf(options),
  );
  const looked = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(app));
  if (!looked.some(({ isDeclarationFile }) => isDeclarationFile)) throw new Error('no declaration was found');
  return looked
    .flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
    .map(({ file, messageText }) => `${file?.fileName.slice(app.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) => {
    if (!path.includes('/typescript/lib/')) return getSourceFile(path, ...rest);
    if (!libraries.has(path)) libraries.set(path, getSourceFile(path, ...rest));
    return libraries.get(path);
  };
  return host;
}
