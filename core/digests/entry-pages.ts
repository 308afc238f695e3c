import type { DigestRef, Digests, WaitingEntry } from './ports/digests.ts';

const perPage = 250;

/** Reads the entries of a digest page by page, in the order of their notifications' ids. */
export async function* entryPages(
  digest: DigestRef,
  { digests }: { digests: Pick<Digests, 'entries'> },
): AsyncGenerator<readonly WaitingEntry[]> {
  const { userId, frequency, number } = digest;
  let after: string | undefined;
  do {
    const page = await digests.entries({ userId, frequency, number, limit: perPage, ...(after !== undefined && { after }) });
    yield page.entries;
    after = page.next;
  } while (after !== undefined);
}
