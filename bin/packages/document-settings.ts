/** A comment in front of a setting, where its schema stands. */
const commented = /^ {2}(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n {2}(\w+): /gm;

/** A setting in a type that the compiler has written, without a comment of its own. */
const setting = /(?<!\*\/\n)^ {4}(\w+)\??: /gm;

/**
 * Puts what is said of each setting in front of it in the declarations: the compiler writes out the type of a schema without its comments, and an editor
 * would show none. `sources` are the files in which settings stand.
 */
export function documentSettings(declarations: string, sources: readonly string[]): string {
  const comments = new Map(
    sources.flatMap((text) => [...text.matchAll(commented)].map(([, comment = '', name = '']) => [name, comment] as const)),
  );
  return declarations.replaceAll(setting, (line, name: string) => {
    const comment = comments.get(name);
    return comment === undefined ? line : `    ${comment.replaceAll(/\n */g, '\n     ')}\n${line}`;
  });
}
