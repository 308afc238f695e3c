import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { shippedWorkflows } from '../places.ts';
import { OwnerError } from '../settings/owner-error.ts';
import { builtFile, loadBuilt } from './load-built.ts';
import { checkedInMs, runInTime } from './run-in-time.ts';
import { workflowListName } from './workflow-list.ts';

// a process is started for this at each edit: neither esbuild nor zod is loaded here

/** What the bundle of `index.ts`, `emails.ts` and the checks exports, as far as is asked here. */
type Catalogue = {
  workflows: { key: string }[];
  emails: Record<string, unknown>;
  checkWorkflows(workflows: { key: string }[], emails: Record<string, unknown>): string[];
  describeWorkflow(workflow: { key: string }): WorkflowAnswer;
};

/**
 * Checks what `catalogueBuild` has made, as `checkWorkflows` does, and writes the list of the workflows beside it. What does not end is stopped, and
 * told by file and line.
 */
export function checkBuilt(folder: string, outdir: string, patienceMs = checkedInMs): WorkflowAnswer[] {
  return runInTime(() => check(folder, outdir), { file: builtFile(outdir), folder, patienceMs });
}

function check(folder: string, outdir: string): WorkflowAnswer[] {
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

function loadCatalogue(folder: string, outdir: string): Catalogue {
  try {
    return asCatalogue(loadBuilt(outdir), basename(folder));
  } catch (error) {
    return explainFault(isTold(error) ? error : new Error(describeThrown(error, folder), { cause: error }), folder);
  }
}

/** Whether it says by itself what is wrong: one of ours, or a definition that names its workflow. */
function isTold(thrown: unknown): boolean {
  return thrown instanceof OwnerError || /^workflow "/.test(String(Object(thrown).message));
}

/** Says what a file of the owner threw while it was loaded, and where, as far as its stack tells it. */
function describeThrown(thrown: unknown, folder: string): string {
  const { message, stack = '' } = Object(thrown);
  const what = message === undefined ? `${inspect(thrown)} was thrown` : String(thrown);
  const frame = String(stack)
    .split('\n')
    .find((line) => line.includes(join(folder, '/')) && /:\d+:\d+\)?$/.test(line));
  const place = frame === undefined ? '' : ` at ${frame.slice(frame.indexOf(folder)).replace(/\)$/, '')}`;
  return `${basename(folder)} cannot be loaded: ${what}${place}`;
}

/** The checks in it are ours; what the owner exports may be anything. */
function asCatalogue(loaded: unknown, name: string): Catalogue {
  const { workflows, emails } = Object(loaded);
  if (!Array.isArray(workflows) || workflows.some((each) => typeof each?.key !== 'string'))
    throw new OwnerError(`${name}/index.ts has to export "workflows", a list of what defineWorkflow makes`);
  if (typeof emails !== 'object' || emails === null)
    throw new OwnerError(`${name}/emails.ts has to export "emails", an object with a template for each workflow's key`);
  return loaded as Catalogue;
}

/** @throws OwnerError with what esbuild or the files of the owner threw, and where they lie. */
export function explainFault(error: unknown, folder: string): never {
  throw new OwnerError(withFiles(error instanceof Error ? error.message : String(error), folder), { cause: error });
}

/** A key in two files is mostly that of a folder that was copied. */
function describeTwice(key: string, folder: string): string {
  const files = filesWith(key, folder);
  return files.length > 1
    ? `workflow "${key}" is defined twice, in ${files.join(' and ')}; give one of them another key`
    : `workflow "${key}" is listed twice in ${join(folder, 'index.ts')}; take one out`;
}

/** Says where the workflows lie that a message names, when they are not where everybody looks. */
function withFiles(message: string, folder: string): string {
  if (folder === shippedWorkflows) return message;
  const keys = new Set([...message.matchAll(/^workflow "([^"]+)"/gm)].map(([, key = '']) => key));
  const files = [...keys].flatMap((key) => {
    const usual = join(folder, key, 'workflow.ts');
    return existsSync(usual) ? [usual] : filesWith(key, folder);
  });
  return [message, ...files.map((file) => `see ${file}`)].join('\n');
}

/** Lists the files in which a workflow has this key, which need not be the name of its folder. */
function filesWith(key: string, folder: string): string[] {
  const isIn = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/\bkey: *(['"`])(.*?)\1/g)].some(([, , found]) => found === key);
  return foldersOf(folder)
    .map((name) => join(folder, name, 'workflow.ts'))
    .filter(isIn);
}

/** The folders that hold a workflow; one that begins with `_` holds what workflows share. */
function foldersOf(workflows: string): string[] {
  return readdirSync(workflows).filter((folder) => !folder.startsWith('_') && existsSync(join(workflows, folder, 'workflow.ts')));
}
