type Operation = { tags?: string[]; summary?: string; description?: string };
type Operations = Record<string, Record<string, Operation>>;
type Description = { paths: Operations; webhooks?: Operations; tags?: { name: string }[] };

/** What the first word of a path is called in the menu of the API reference, where the word itself does not say it. */
const names: Readonly<Record<string, string>> = { me: 'What a user calls', u: 'Links to unsubscribe' };

const events = 'Events, told to webhooks';

/**
 * Groups the operations of the API's description by the first word of their paths, for a menu; groups stand as their first paths do.
 * The calls of webhooks are a group of their own at the end, each by its event, which is all that differs in them.
 */
export function groupedApi(description: Description): Description {
  const paths = regrouped(description.paths, (path, operation) => ({ ...operation, tags: [groupOf(path)] }));
  const webhooks = regrouped(description.webhooks ?? {}, (event, { summary = event, ...operation }) => ({
    description: summary,
    ...operation,
    summary: event,
    tags: [events],
  }));
  const groups = [...new Set(Object.keys(paths).map(groupOf)), ...(Object.keys(webhooks).length > 0 ? [events] : [])];
  return { ...description, tags: groups.map((name) => ({ name })), paths, ...(description.webhooks && { webhooks }) };
}

function regrouped(all: Operations, regroup: (name: string, operation: Operation) => Operation): Operations {
  const entries = Object.entries(all).map(([name, operations]) => {
    const grouped = Object.entries(operations).map(([method, operation]) => [method, regroup(name, operation)] as const);
    return [name, Object.fromEntries(grouped)] as const;
  });
  return Object.fromEntries(entries);
}

function groupOf(path: string): string {
  const [word = ''] = path.replace(/^\/(?:v\d+\/)?/, '').split('/');
  return names[word] ?? word.charAt(0).toUpperCase() + word.slice(1).replaceAll('-', ' ');
}
