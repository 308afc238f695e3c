import ts from 'typescript';

/** One mention of another module: which, whether it is for types alone, and the names taken (`*`: all of them). */
export type Import = { specifier: string; typesOnly: boolean; names: string[] };

/**
 * Every module that a source mentions: import, export … from, import(), require(), and import types.
 * One whose name is computed has the specifier `(computed)`.
 */
export function readImports(path: string, text: string): Import[] {
  const found: Import[] = [];
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;

  function visit(node: ts.Node): void {
    const mention = importAt(node);
    if (mention) found.push(mention);
    ts.forEachChild(node, visit);
  }
}

function importAt(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) return { specifier: textOf(node.moduleSpecifier), ...takenBy(node.importClause) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return { specifier: textOf(node.moduleSpecifier), ...givenOnBy(node) };
  }
  if (ts.isImportTypeNode(node)) {
    const specifier = ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : textOf(undefined);
    return { specifier, typesOnly: true, names: ['*'] };
  }
  if (ts.isCallExpression(node) && isImportOrRequire(node.expression)) {
    return { specifier: textOf(node.arguments[0]), typesOnly: false, names: ['*'] };
  }
  return undefined;
}

function takenBy(clause: ts.ImportClause | undefined): Omit<Import, 'specifier'> {
  if (clause === undefined) return { typesOnly: false, names: [] }; // for its effect alone
  const wholeType = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const bindings = clause.namedBindings;
  const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
  const names = elements.map((element) => (element.propertyName ?? element.name).text);
  if (clause.name) names.push('default');
  if (bindings && ts.isNamespaceImport(bindings)) names.push('*');
  const eachType = elements.length > 0 && elements.length === names.length && elements.every((element) => element.isTypeOnly);
  return { typesOnly: wholeType || eachType, names };
}

function givenOnBy(node: ts.ExportDeclaration): Omit<Import, 'specifier'> {
  const elements = node.exportClause && ts.isNamedExports(node.exportClause) ? [...node.exportClause.elements] : [];
  const names = elements.map((element) => (element.propertyName ?? element.name).text);
  return { typesOnly: node.isTypeOnly, names: names.length > 0 ? names : ['*'] };
}

function isImportOrRequire(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

function textOf(node: ts.Node | undefined): string {
  return node && ts.isStringLiteralLike(node) ? node.text : '(computed)';
}
