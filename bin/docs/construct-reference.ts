import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import * as z from 'zod';
import { providerNames } from '../../contract/channels/providers.ts';
import { Channel } from '../../contract/values.ts';
import { OwnerContext } from '../../lib/settings/owner-settings.ts';
import { StageName } from '../../lib/stage.ts';

/** An option of the construct: its type as it is written, and what its declaration says of it. */
type Option = { name: string; type: string; isOptional: boolean; about: string };

/** Where the construct and what a file may say of a setting are declared. */
const declared = { construct: 'lib/app/bellhop.ts', settings: 'lib/settings/owner-settings.ts' };

/** Writes `docs/construct.md`: the options of the CDK construct, read from their declarations. */
export function printConstruct(root: string): string {
  const own = membersOf(join(root, declared.construct), 'BellhopProps');
  const inFile = new Map(membersOf(join(root, declared.settings), 'InFile').map((option) => [option.name, option]));
  const settings = Object.entries<z.ZodType>(OwnerContext.shape).filter(([name]) => !own.some((option) => option.name === name));
  return `${[
    '# The construct',
    `\`import { Bellhop } from 'bellhop/cdk'\`, and \`new Bellhop(app, { stage: 'dev', … })\`. ${commentOfClass(join(root, declared.construct), 'Bellhop')}`,
    'This page is written from the declarations: `npm run docs -- reference`.',
    '## Options of its own',
    table(
      ['option', 'type', 'what it is'],
      own.map(({ name, type, isOptional, about }) => [`\`${name}${isOptional ? '?' : ''}\``, code(type), about]),
    ),
    '## Settings',
    'All [settings](settings.md) of a stage are options too, as they are written in `bellhop.config.ts`. What each decides, and what holds without it, is on that page.',
    table(
      ['option', 'type', 'for example'],
      settings.map((setting) => settingRow(setting, inFile)),
    ),
  ].join('\n\n')}\n`;
}

function settingRow([name, schema]: [string, z.ZodType], inFile: ReadonlyMap<string, Option>): string[] {
  const { example, inFile: asWritten = `'${example}'` } = (schema.meta() ?? {}) as { example?: string; inFile?: string };
  const isOptional = schema.safeParse(undefined).success;
  return [`\`${name}${isOptional ? '?' : ''}\``, code(inFile.get(name)?.type ?? typeOf(schema)), `\`${asWritten}\``];
}

/** The type that a setting is given as, where the file does not say it in a way of its own. */
function typeOf(schema: z.ZodType): string {
  const { enum: values } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { enum?: string[] };
  return values === undefined ? 'string' : values.map((value) => `'${value}'`).join(' | ');
}

/**
 * Reads the members of a type from its file, each with its comment.
 * @throws Error when the file has no such type: it was renamed, and this has to follow.
 */
function membersOf(path: string, name: string): Option[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const type = source.statements.find((each) => ts.isTypeAliasDeclaration(each) && each.name.text === name);
  if (type === undefined) throw new Error(`${path} declares no type ${name}`);
  const members: Option[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node)) members.push(optionOf(node, source));
    else ts.forEachChild(node, visit);
  };
  visit(type);
  return members;
}

/**
 * Reads what is said of a class.
 * @throws Error when the file has no such class, or says nothing of it.
 */
function commentOfClass(path: string, name: string): string {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = source.statements.find((each) => ts.isClassDeclaration(each) && each.name?.text === name);
  const comment = found === undefined ? undefined : textOfComment(found);
  if (!comment) throw new Error(`${path} says nothing of a class ${name}`);
  return comment;
}

function textOfComment(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node);
  return (ts.getTextOfJSDocComment(comment?.comment as string | undefined) ?? '').replaceAll(/\s+/g, ' ');
}

/** Writes a type as one sees it who has not its names. */
function spellOut(type: string): string {
  const union = (values: readonly string[]) => values.map((value) => `'${value}'`).join(' | ');
  return type
    .replace("Exclude<StageName, 'local'>", union(StageName.options.filter((name) => name !== 'local')))
    .replaceAll(/readonly ProviderOf<'(email|sms)'>\[\]/g, (_, channel) => `readonly (${union(providerNames(channel))})[]`)
    .replaceAll(/ProviderOf<'(email|sms)'>/g, (_, channel) => union(providerNames(channel)))
    .replace('readonly Channel[]', `readonly (${union(Channel.options)})[]`);
}

function optionOf(node: ts.PropertySignature, source: ts.SourceFile): Option {
  return {
    name: node.name.getText(source),
    type: spellOut(node.type?.getText(source) ?? 'unknown'),
    isOptional: node.questionToken !== undefined,
    about: textOfComment(node),
  };
}

function table(heads: string[], rows: string[][]): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A type in a cell, where a bar would end it. */
function code(type: string): string {
  return `\`${type.replaceAll('|', '\\|')}\``;
}
