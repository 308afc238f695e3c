import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { findWorkflows } from '../../../lib/workflows/workflow-sources.ts';
import { CannotDo } from '../cannot-do.ts';
import { addToList } from './add-to-list.ts';
import type { WorkflowNames, WorkflowOrder } from './workflow-order.ts';
import { writeEmailFile } from './write-email-file.ts';
import { writeWorkflowFile } from './write-workflow-file.ts';

/**
 * Finds where the workflows are: the owner's folder, or the project's.
 * @throws CannotDo when the owner's file of settings is wrong.
 */
export async function workflowsFolder(): Promise<string> {
  try {
    return await findWorkflows();
  } catch (error) {
    throw error instanceof OwnerError ? new CannotDo(error.message, { cause: error }) : error;
  }
}

/**
 * Writes a new workflow into a folder of them: its two files, and its lines in `index.ts` and `emails.ts`. Answers the paths. Nothing is written
 * unless all of it can be.
 * @throws CannotDo when there is such a workflow, or a list that it cannot be put into.
 */
export function newWorkflow(folder: string, order: WorkflowOrder): string[] {
  const { key } = order;
  refuseExisting(folder, key);
  const names = namesOf(key);
  const at = (...path: string[]) => join(folder, ...path);
  const files: [string, string][] = [
    [at(key, 'workflow.ts'), writeWorkflowFile(order, names)],
    [at(key, 'email.tsx'), writeEmailFile(order, names)],
    [at('index.ts'), withWorkflow(at('index.ts'), key, names)],
    [at('emails.ts'), withEmail(at('emails.ts'), key, names)],
  ];
  mkdirSync(at(key), { recursive: true });
  for (const [path, text] of files) writeFileSync(path, text);
  return files.map(([path]) => path);
}

/** @throws CannotDo when the folder has a workflow of this key, so that nothing of it is overwritten. */
export function refuseExisting(folder: string, key: string): void {
  if (existsSync(join(folder, key)))
    throw new CannotDo(`${shown(join(folder, key))} is there already; choose another key, or edit what is there`);
}

/** Writes a path as seen from where the command was typed, when it lies there. */
export function shown(path: string): string {
  const near = relative(process.env.INIT_CWD ?? process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

/** Names that a file of a workflow has for something else, and those that no module may take: its e-mail is handed `data`, `subject` and `reader`. */
const taken = new Set(
  'workflows emails z defineWorkflow singleLine multiLine smsWithLink writeInstant writeNumber data subject reader'
    .split(' ')
    .concat('eval', 'arguments', 'undefined'),
);

/** What code calls it: `invoice-due` → `invoiceDue`, `InvoiceDueEmail`. What means something else there is called `importWorkflow`. */
function namesOf(key: string): WorkflowNames {
  const name = key.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const isKeyword = ts.identifierToKeywordKind(ts.factory.createIdentifier(name)) !== undefined;
  return {
    workflow: isKeyword || taken.has(name) ? `${name}Workflow` : name,
    email: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Email`,
  };
}

function withWorkflow(file: string, key: string, { workflow }: WorkflowNames): string {
  const from = `./${key}/workflow.ts`;
  const entry = { name: workflow, text: workflow, importLine: `import { ${workflow} } from '${from}';`, from };
  return addToList({ file: shown(file), text: read(file), list: 'workflows' }, entry);
}

function withEmail(file: string, key: string, { email }: WorkflowNames): string {
  const from = `./${key}/email.tsx`;
  const text = `${key.includes('-') ? `'${key}'` : key}: ${email}`;
  return addToList(
    { file: shown(file), text: read(file), list: 'emails' },
    { name: key, text, importLine: `import { ${email} } from '${from}';`, from },
  );
}

function read(file: string): string {
  if (!existsSync(file)) throw new CannotDo(`${shown(file)} is missing: docs/own-workflows.md has it`);
  return readFileSync(file, 'utf8');
}
