import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { element } from '../elements/element.ts';

type Export = Answers[`GET /v1/users/${string}/export${string}`];

/** Saves everything that is kept of a user as one JSON file. */
export async function downloadExport(user: string): Promise<string> {
  const pages: Export[] = [];
  let search = '';
  do {
    const page = await ask(`GET /v1/users/${encodeURIComponent(user)}/export${search}`, { bearer: apiKeys.live });
    pages.push(page);
    search = page.next_cursor === undefined ? '' : `?${new URLSearchParams({ cursor: page.next_cursor })}`;
  } while (search !== '');
  const file = URL.createObjectURL(new Blob([JSON.stringify(joined(pages), undefined, 2)], { type: 'application/json' }));
  element('a', { href: file, download: `export-of-${user.replaceAll(/[^\w.-]/g, '_')}.json` }).click();
  URL.revokeObjectURL(file);
  return 'Saved as a file.';
}

/** Joins the lists of all pages. What stands against the user's addresses is told on each of them. */
function joined([first, ...others]: Export[]): Record<string, unknown> {
  const { next_cursor: _, ...whole } = first ?? ({} as Export);
  const document: Record<string, unknown> = whole;
  for (const page of others)
    for (const [name, value] of Object.entries(page))
      if (Array.isArray(value) && name !== 'suppressions') document[name] = [...((document[name] as unknown[]) ?? []), ...value];
  return document;
}
