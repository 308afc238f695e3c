import * as z from 'zod';
import { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import { safeLine, safeText } from '../../../contract/text.ts';
import { Category, Instant, NotificationId, WebUrl } from '../../../contract/values.ts';

/** How many entries are shown one by one; the inbox has the rest. */
export const mostShown = 50;

/** What entries may take of an e-mail, of which Gmail shows 102 KB; each has some 900 bytes of HTML around it. */
const bytesForEntries = 80_000;
const bytesAround = 900;
const longestExcerpt = 200;

// tolerant within, as `parseStoredData` is without: a newer version may have built the digest
const Item = z.object({
  title: z.string().overwrite(safeLine),
  body: z.string().overwrite(safeText).optional(),
  url: WebUrl.optional(),
  at: Instant,
});

/** Why an entry is not in the digest that it waited for. */
export const LeftOutReason = z.enum(['already_read', 'preference_opted_out']);
export type LeftOutReason = z.infer<typeof LeftOutReason>;

/** What a digest says: the data of its notification, written when it is built and rendered as often as it takes. */
export const DigestData = z.strictObject({
  /** The frequency. Its name is an old one: stored digests and the owner's templates have it. */
  cadence: DigestFrequency,
  number: z.int().min(1),
  /** The day that it is for, in the user's zone. */
  date: z.iso.date(),
  groups: z.array(z.object({ category: Category, items: z.array(Item), more: z.int().min(0) })),
  total: z.int().min(0),
  /** What waited for it and is not in it: read before it was built, or of a category that the user has opted out of since. */
  leftOut: z.partialRecord(LeftOutReason, z.array(NotificationId)),
});
export type DigestData = z.infer<typeof DigestData>;

/** An entry as far as a digest shows it. */
export type ShownEntry = { category: string; title: string; body: string; actionUrl?: string; createdAt: Date };

/**
 * Groups entries by category, each newest first. The category with the newest entry is at the top. At most fifty are shown, and fewer when
 * they would take too much room: first texts are left out and then whole entries, which are counted.
 */
export function groupEntries(entries: readonly ShownEntry[]): Pick<DigestData, 'groups' | 'total'> {
  const newestFirst = entries.toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  const shown = showable(newestFirst.slice(0, mostShown));
  const groups = [...Map.groupBy(newestFirst, ({ category }) => category)].map(([category, all]) => {
    const items = shown.filter(({ entry }) => entry.category === category).map(({ item }) => item);
    return { category, items, more: all.length - items.length };
  });
  return { groups, total: entries.length };
}

function showable(entries: readonly ShownEntry[]) {
  const items = entries.map((entry) => ({ entry, item: toItem(entry) }));
  let left = bytesForEntries - items.reduce((sum, { item }) => sum + bytesOf({ ...item, body: undefined }), 0);
  while (left < 0) left += bytesOf({ ...items.pop()?.item, body: undefined });

  return items.map(({ entry, item }) => {
    const { body, ...short } = item;
    left -= bytesOfText(body);
    return { entry, item: left >= 0 ? item : short };
  });
}

function toItem({ title, body, actionUrl, createdAt }: ShownEntry): z.infer<typeof Item> {
  const excerpt = excerptOf(body);
  return {
    title: safeLine(title),
    ...(excerpt !== '' && { body: excerpt }),
    ...(actionUrl !== undefined && { url: actionUrl }),
    at: createdAt.toISOString(),
  };
}

/**
 * What a digest shows of a text: its beginning on one line, cut between words where there is a gap, and never within a character. An
 * excerpt of an excerpt is that one.
 */
export function excerptOf(text: string): string {
  const line = safeLine(text).replaceAll(/\s+/g, ' ');
  const characters = [...line];
  if (characters.length <= longestExcerpt) return line;
  const cut = characters.slice(0, longestExcerpt - 1).join('');
  return `${safeText(cut.replace(/ [^ ]{0,30}$/, ''))}…`; // a cut may part what belongs together
}

function bytesOf({ title, url }: Partial<z.infer<typeof Item>>): number {
  return bytesAround + bytesOfText(title) + bytesOfText(url);
}

/** How many bytes a text takes in HTML, where `&`, `<` and `"` take several. */
function bytesOfText(text = ''): number {
  return Buffer.byteLength(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'));
}
