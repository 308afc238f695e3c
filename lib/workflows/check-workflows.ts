import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import * as z from 'zod';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { sourceFile } from '../places.ts';
import { OwnerError } from '../settings/owner-error.ts';
import { buildBeside, loadBuilt } from './load-beside.ts';
import { workflowListName } from './workflow-list.ts';
import { requiredFiles, shippedWorkflows } from './workflow-sources.ts';

const whyNeeded: Readonly<Record<(typeof requiredFiles)[number], string>> = {
  'index.ts': 'it lists your workflows',
  'emails.ts': 'it has an e-mail template for each workflow',
  'brand.ts': 'without it e-mails would go out under the name and address of our example',
};

/** Where the checks lie that every workflow has to pass. */
const checks = sourceFile('workflows/_check/check-workflow');

/** How each is listed. */
const description = sourceFile('core/workflows/rules/describe-workflow');

/** What the bundle of `index.ts`, `emails.ts` and the checks has to export, as far as is asked here. */
const Catalogue = z.object({
  workflows: z.array(z.looseObject({ key: z.string() })),
  emails: z.record(z.string(), z.unknown()),
  checkWorkflows: z.custom<(workflows: { key: string }[], emails: Record<string, unknown>) => string[]>(
    (value) => typeof value === 'function',
  ),
  describeWorkflow: z.custom<(workflow: { key: string }) => WorkflowAnswer>((value) => typeof value === 'function'),
});

/**
 * Loads the workflows of a folder as a function would and renders what they say, so that a wrong one stops synthesis and not the
 * first publish. Answers them as they are listed.
 * @throws OwnerError with the message of the definition that is wrong, the names of what is missing, or what would not be rendered.
 */
export async function checkWorkflows(folder: string, outdir: string): Promise<WorkflowAnswer[]> {
  requireFiles(folder);
  await build(catalogueBuild(folder, outdir)).catch((error) => explainFault(error, folder));
  return checkBuilt(folder, outdir);
}

/** @throws OwnerError with the names of the files that a folder of workflows has to have, and has not. */
export function requireFiles(folder: string): void {
  const absent = requiredFiles.filter((file) => !existsSync(join(folder, file)));
  if (absent.length > 0)
    throw new OwnerError(absent.map((file) => `${join(folder, file)} is missing: ${whyNeeded[file]}`).join('\n'));
}

/** How the workflows of a folder are bundled with what checks them. */
export function catalogueBuild(folder: string, outdir: string): BuildOptions {
  return buildBeside(folder, outdir, { checkWorkflows: checks, describeWorkflow: description });
}

/** Checks what `catalogueBuild` has made, as `checkWorkflows` does, and writes the list of the workflows beside it. */
export function checkBuilt(folder: string, outdir: string): WorkflowAnswer[] {
  const { workflows, emails, ...catalogue } = loadCatalogue(folder, outdir);
  const keys = workflows.map(({ key }) => key);
  const name = basename(folder);

  const twice = keys.filter((key, index) => keys.indexOf(key) < index);
  if (twice.length > 0) throw new OwnerError([...new Set(twice)].map((key) => describeTwice(key, folder)).join('\n'));

  const missing = [
    ...foldersOf(folder)
      .filter((key) => !keys.includes(key))
      .map((key) => `${name}/${key} has no workflow with the key "${key}" in ${name}/index.ts`),
    ...keys
      .filter((key) => !Object.hasOwn(emails, key)) // any workflow can go out as e-mail: a publish may name the channel
      .map((key) => `workflow "${key}" has no e-mail template in ${name}/emails.ts`),
  ];
  const faults = missing.length > 0 ? missing : catalogue.checkWorkflows(workflows, emails);
  if (faults.length > 0) throw new OwnerError(withFiles(faults.join('\n'), folder));

  const list = workflows.map((workflow) => catalogue.describeWorkflow(workflow));
  writeFileSync(join(outdir, workflowListName), JSON.stringify(list));
  return list;
}

function loadCatalogue(folder: string, outdir: string): z.infer<typeof Catalogue> {
  try {
    return Catalogue.parse(loadBuilt(outdir));
  } catch (error) {
    return explainFault(error, folder);
  }
}

/** @throws OwnerError with what esbuild or the files of the owner threw, and where they lie. */
export function explainFault(error: unknown, folder: string): never {
  throw new OwnerError(withFiles(error instanceof Error ? error.message : String(error), folder), { cause: error });
}

/** A key in two files is mostly that of a folder that was copied. */
function describeTwice(key: string, folder: string): string {
  const files = foldersOf(folder)
    .map((name) => join(folder, name, 'workflow.ts'))
    .filter((file) => new RegExp(`\\bkey: *['"\`]${key}['"\`]`).test(readFileSync(file, 'utf8')));
  return files.length > 1
    ? `workflow "${key}" is defined twice, in ${files.join(' and ')}; give one of them another key`
    : `workflow "${key}" is listed twice in ${join(folder, 'index.ts')}; take one out`;
}

/** Says where the workflows lie that a message names, when they are not where everybody looks. */
function withFiles(message: string, folder: string): string {
  if (folder === shippedWorkflows) return message;
  const keys = new Set([...message.matchAll(/^workflow "([^"]+)"/gm)].map(([, key = '']) => key));
  const files = [...keys].map((key) => join(folder, key, 'workflow.ts')).filter((file) => existsSync(file));
  return [message, ...files.map((file) => `see ${file}`)].join('\n');
}

/** The folders that hold a workflow; one that begins with `_` holds what workflows share. */
function foldersOf(workflows: string): string[] {
  return readdirSync(workflows).filter((folder) => !folder.startsWith('_') && existsSync(join(workflows, folder, 'workflow.ts')));
}
