type Operation = { tags?: string[]; summary?: string };
type Description = { paths: Record<string, Record<string, Operation>>; tags?: { name: string }[] };

/** What the first word of a path is called in the menu of the API reference, where the word itself does not say it. */
const names: Readonly<Record<string, string>> = { me: 'What a user calls', u: 'Links to unsubscribe' };

/** Groups the operations of the API's description by the first word of their paths, for a menu; groups stand in the order of their names. */
export function groupedApi(description: Description): Description {
  const paths = Object.entries(description.paths).map(([path, operations]) => {
    const tags = [groupOf(path)];
    const grouped = Object.entries(operations).map(([method, operation]) => [method, { ...operation, tags }] as const);
    return [path, Object.fromEntries(grouped)] as const;
  });
  const tags = [...new Set(paths.map(([path]) => groupOf(path)))].sort().map((name) => ({ name }));
  return { ...description, tags, paths: Object.fromEntries(paths) };
}

function groupOf(path: string): string {
  const [word = ''] = path.replace(/^\/(?:v\d+\/)?/, '').split('/');
  return names[word] ?? word.charAt(0).toUpperCase() + word.slice(1).replaceAll('-', ' ');
}
