// The declarations that @bellhop/client ships: they lead nowhere outside of the package, so an app needs neither our sources nor zod.
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const entries = [
  'client/index',
  'client/inbox/define',
  'client/react/index',
  'client/vue/index',
  'client/svelte/index',
  'client/push/push',
];

/** Each declaration's text by its path in `client/dist/types`, laid out as the sources are, for the component in these languages. */
export function clientTypes(languages: readonly string[]): Map<string, string> {
  const shippedEntries = [...entries, ...languages.map((name) => `client/inbox/languages/${name}`)];
  const sources = shippedEntries.map((entry) => join(root, `${entry}.ts`));
  const program = ts.createProgram(sources, optionsOf(join(root, 'client/tsconfig.json')));
  const client = new Map<string, string>();
  program.emit(undefined, (path, text) => {
    const name = relative(root, path);
    if (name.startsWith('client/')) client.set(name, text);
  });
  const shipped = reachable(client, shippedEntries);
  const contract = [...takenFromContract([...shipped.values()])].map(
    ([file, types]) => [`contract/${file}.d.ts`, spelledOut(program, file, types)] as const,
  );
  return new Map([...shipped, ...contract].map(([path, text]) => [path, withShippedNames(text)]));
}

/** Those declarations that an entry leads to, however far. */
function reachable(all: ReadonlyMap<string, string>, entries: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string) => {
    const text = all.get(path);
    if (text === undefined || found.has(path)) return;
    found.set(path, text);
    for (const [, name = ''] of text.matchAll(/['"](\.{1,2}\/[^'"]+)\.ts['"]/g)) visit(`${join(dirname(path), name)}.d.ts`);
  };
  for (const entry of entries) visit(`${entry}.d.ts`);
  return found;
}

function optionsOf(configFile: string): ts.CompilerOptions {
  const told: Partial<ts.ParseConfigFileHost> = { onUnRecoverableConfigFileDiagnostic: ({ messageText }) => fail(messageText) };
  const config = ts.getParsedCommandLineOfConfigFile(configFile, {}, { ...ts.sys, ...told } as ts.ParseConfigFileHost);
  return { ...config?.options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: root, types: [] };
}

/** The names that declarations take from each file of the contract. */
function takenFromContract(texts: readonly string[]): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  for (const [, names = '', file = ''] of texts.join('\n').matchAll(/\{([^{}]*)\} from '[./]*contract\/([\w/-]+)\.ts'/g)) {
    const types = taken.get(file) ?? new Set();
    for (const name of names.split(',')) types.add(name.trim());
    taken.set(file, types);
  }
  return taken;
}

/** These types of a contract's file, as what they are instead of what their schemas make of them. */
function spelledOut(program: ts.Program, file: string, types: ReadonlySet<string>): string {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(root, 'contract', `${file}.ts`)) ?? fail(`the contract has no file "${file}"`);
  const module = checker.getSymbolAtLocation(source) ?? fail(`contract/${file}.ts exports nothing`);
  const exported = checker.getExportsOfModule(module).filter(({ name }) => types.has(name));
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;
  return exported
    .map((symbol) => {
      const says = ts.displayPartsToString(symbol.getDocumentationComment(checker));
      const type = checker.typeToString(checker.getDeclaredTypeOfSymbol(symbol), undefined, flags);
      return `${says && `/** ${says.replaceAll('\n', ' ')} */\n`}export type ${symbol.name} = ${type};\n`;
    })
    .join('\n');
}

/** What is a `.ts` here is a `.d.ts` beside a `.js` there. */
function withShippedNames(text: string): string {
  return text.replace(/((?:from|import\()\s*['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2');
}

function fail(reason: string | ts.DiagnosticMessageChain): never {
  throw new Error(`the client's types could not be built: ${ts.flattenDiagnosticMessageText(reason, '\n')}`);
}
