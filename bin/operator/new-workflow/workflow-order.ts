import type { Priority } from '../../../contract/publishing/priority.ts';
import type { PayloadField } from './payload-field.ts';

/** What a new workflow is to be. */
export type WorkflowOrder = {
  key: string;
  category: string;
  priority: Priority;
  /** Nobody can switch it off. */
  isRequired: boolean;
  payload: readonly PayloadField[];
};

/** What the code of a workflow calls it, and its e-mail. */
export type WorkflowNames = { workflow: string; email: string };

/** How long a line of code is at most: biome.json */
export const mostColumns = 130;

/** Writes what follows a `:` or `=>` behind it, or where that is too long on a line of its own, as the formatter does. */
export function behind(start: string, rest: string): string {
  const isLong = start.length + 1 + rest.length > mostColumns;
  if (!isLong) return `${start} ${rest}`;
  const [indent = ''] = /^ */.exec(start) ?? [];
  return `${start}\n${indent}  ${rest}`;
}

/** Writes a name list as one import: sorted as the formatter sorts. */
export function importLine(names: Iterable<string>, from: string): string {
  const sorted = [...new Set(names)].sort((one, other) => compareNames(one.replace('type ', ''), other.replace('type ', '')));
  const line = `import { ${sorted.join(', ')} } from '${from}';`;
  return line.length <= mostColumns ? line : `import {\n${sorted.map((name) => `  ${name},\n`).join('')}} from '${from}';`;
}

function compareNames(one: string, other: string): number {
  return one.localeCompare(other, 'en', { sensitivity: 'base' });
}
