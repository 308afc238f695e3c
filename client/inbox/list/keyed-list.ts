/** One child of a list, which can show a newer version of its item without being made anew. */
export type Row<Item> = { root: HTMLElement; update(item: Item): void };

/**
 * Keeps the children of `list` in step with items. What stays is updated in place, so scroll, focus and transitions stay too.
 * When the focused row leaves, `leave` is called with the row that takes its place, if there is one.
 */
export function keyedList<Item>(
  list: HTMLElement,
  rows: { key(item: Item): string; make(item: Item): Row<Item>; leave(next?: HTMLElement): void },
): (items: readonly Item[]) => void {
  let shown = new Map<string, Row<Item>>();
  return (items) => {
    const focused = [...shown].find(([, row]) => row.root.matches(':focus-within'))?.[0];
    const wanted = new Map(items.map((item) => [rows.key(item), shown.get(rows.key(item)) ?? rows.make(item)]));
    const next = focused === undefined ? undefined : nextKey([...shown.keys()], new Set(wanted.keys()), focused);
    for (const [key, row] of shown) if (!wanted.has(key)) row.root.remove();
    for (const item of items) wanted.get(rows.key(item))?.update(item);
    put(list, [...wanted.values()]);

    shown = wanted;
    if (focused !== undefined && next !== focused) rows.leave(next === undefined ? undefined : wanted.get(next)?.root);
  };
}

/** Whose turn it is when one leaves: itself if it stays, then the next one that stays, then the last before it. */
export function nextKey(before: readonly string[], staying: ReadonlySet<string>, focused: string): string | undefined {
  const place = before.indexOf(focused);
  return before.slice(place).find((key) => staying.has(key)) ?? before.slice(0, place).findLast((key) => staying.has(key));
}

/** Puts rows in their order, moving only those that are elsewhere. */
function put<Item>(list: HTMLElement, rows: readonly Row<Item>[]): void {
  for (const [place, { root }] of rows.entries()) {
    if (list.children[place] !== root) list.insertBefore(root, list.children[place] ?? null);
  }
}
