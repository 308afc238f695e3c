import { readdirSync, statSync } from 'node:fs';

/** What a folder may have and counts as empty: a new repository's own, and what macOS leaves. */
const nothing = new Set(['.git', '.DS_Store']);

/** Says what is in the way of writing into a folder; nothing when it is empty, or not there yet. */
export function occupied(folder) {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return 'that is no folder; name another one';
  const [name] = readdirSync(folder).filter((each) => !nothing.has(each));
  return name === undefined ? undefined : `it is not empty, it has ${name}; name another one`;
}
