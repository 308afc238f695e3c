#!/usr/bin/env node
/**
 * Writes a repository for workflows of one's own: `npm create bellhop@latest my-notifications`.
 * Plain JavaScript without dependencies, as it is fetched to be run once, on every Node from 20 on.
 */
import { resolve } from 'node:path';
import { ask } from './ask.mjs';
import { CannotCreate } from './cannot-create.mjs';
import { nextSteps } from './next-steps.mjs';
import { findPackageManager } from './package-manager.mjs';
import { readFlags, usage } from './read-flags.mjs';
import { writeProject } from './write-project.mjs';

try {
  const { help, packages, ...given } = readFlags(process.argv.slice(2));
  if (help) process.stdout.write(usage);
  else {
    const { stdin: input, stdout: output } = process;
    const answers = await ask(given, { input, output, isTerminal: Boolean(input.isTTY && output.isTTY) });
    const manager = findPackageManager(process.env);
    const files = writeProject(resolve(answers.folder), { answers, manager, packages });
    output.write(nextSteps(answers.folder, files, manager));
  }
} catch (error) {
  if (!(error instanceof CannotCreate) && error.syscall === undefined) throw error; // a folder that may not be written is no fault of ours
  process.stderr.write(`create-bellhop: ${error.message}\n`);
  process.exitCode = 1;
}
