import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';

/** Why edited workflows cannot be used, and where, as far as the message says it: the lines around the place, and the column in its line. */
export type WorkflowFault = {
  message: string;
  file?: string;
  line?: number;
  column?: number;
  lines?: { number: number; text: string }[];
};

const linesAround = 3;

/** A place as esbuild and stack traces write it: `workflows/message/email.tsx:12:5`. esbuild counts columns from 0. */
const place = /([^\s"'()]+\.tsx?):(\d+)(?::(\d+)(: ERROR)?)?/;
/** The folder of a workflow that a check names without a line. */
const named = /^workflow "([a-z0-9-]+)"(?:, (email))?/m;

/** Reads where a message sees the fault; `folder` is that of the workflows, and `base` what esbuild's paths are seen from. */
export function readFault(message: string, { folder, base }: { folder: string; base: string }): WorkflowFault {
  const [, path = '', line = '', column = '1', byBundler] = place.exec(message) ?? [];
  const file = [path, join(base, path), join(folder, path)].find((each) => path !== '' && isAbsolute(each) && existsSync(each));
  if (file === undefined) return { message, ...fileOf(message, folder) };
  const number = Number(line);
  return {
    message,
    file: nameIn(folder, file),
    line: number,
    column: Number(column) + (byBundler === undefined ? 0 : 1),
    lines: excerpt(file, number),
  };
}

function fileOf(message: string, folder: string): { file?: string } {
  const [, key = '', channel] = named.exec(message) ?? [];
  const file = join(folder, key, channel === 'email' && /html:|text:/.test(message) ? 'email.tsx' : 'workflow.ts');
  return key !== '' && existsSync(file) ? { file: nameIn(folder, file) } : {};
}

function excerpt(file: string, line: number): { number: number; text: string }[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const from = Math.max(1, line - linesAround);
  return lines.slice(from - 1, line + linesAround).map((text, place) => ({ number: from + place, text }));
}

/** Names a file as seen from the folder around the workflows, which is how its author calls it. */
function nameIn(folder: string, file: string): string {
  const name = relative(join(folder, '..'), file);
  return name.startsWith('..') ? file : name;
}
