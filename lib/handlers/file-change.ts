/** What is changed in a file of a package: which files, and what their text becomes. Throws when there is nothing to change. */
export type FileChange = { files: RegExp; change(text: string): string };

/** Puts something else in the place of each match. Throws where there is none. */
export function replace(text: string, pattern: RegExp, by: (match: string, ...groups: string[]) => string): string {
  if (text.search(pattern) < 0) throw new Error(`there is no ${pattern}`);
  return text.replace(pattern, by);
}

/** A function that says so when somebody calls it after all. */
export function leftOut(name: string): string {
  return `function ${name}() { throw new Error("${name} is left out of functions: lib/handlers/leave-out.ts"); }\n`;
}
