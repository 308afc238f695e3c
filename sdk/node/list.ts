type Page<Item> = { data: Item[]; next_cursor?: string };

/** Asks for the page at a cursor, or the first one. */
type AskPage<Answer> = (cursor: string | undefined) => Promise<Answer>;

/** Asks for page after page, each when it is wanted. A page may be empty and have a next one: the list ends where there is no cursor. */
export async function* pagesOf<Answer extends { next_cursor?: string }>(
  ask: AskPage<Answer>,
  from?: string,
): AsyncGenerator<Answer, void, undefined> {
  let cursor = from;
  do {
    const page = await ask(cursor);
    yield page;
    cursor = page.next_cursor;
  } while (cursor !== undefined);
}

/** A list of any length, which is asked for page by page: `for await (const user of bellhop.users.list())`. */
export class List<Item> implements AsyncIterable<Item> {
  readonly #ask: AskPage<Page<Item>>;

  constructor(ask: AskPage<Page<Item>>) {
    this.#ask = ask;
  }

  /** Gives one item after the other, to the end of the list. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const { data } of this.pages()) yield* data;
  }

  /** Gives whole pages, from a cursor on or from the beginning. */
  pages(from?: string): AsyncGenerator<Page<Item>, void, undefined> {
    return pagesOf(this.#ask, from);
  }

  /** Reads one page: that at a cursor, or the first one. */
  page(cursor?: string): Promise<Page<Item>> {
    return this.#ask(cursor);
  }
}
