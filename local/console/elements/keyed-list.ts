const shown = new WeakMap<Element, string>();

/** How to know an item again, and what to show of it. */
type Drawing<Item> = { key: (item: Item) => string; draw: (item: Item) => HTMLElement };

/**
 * Shows items as the children of `list`, touching only what changed, so that scroll, focus and selection stay.
 * A control is known again by its `data-does`; when the focused item leaves, its neighbour gets the focus.
 */
export function showList<Item>(list: HTMLElement, items: readonly Item[], { key, draw }: Drawing<Item>): void {
  const focused = focusIn(list);
  const known = new Map(childrenOf(list).map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const child = known.get(key(item));
    const text = JSON.stringify(item);
    if (child && shown.get(child) === text) return child;
    const drawn = draw(item);
    drawn.dataset.key = key(item);
    shown.set(drawn, text);
    return drawn;
  });

  const staying = new Set(wanted);
  for (const child of childrenOf(list)) if (!staying.has(child)) child.remove();
  for (const [place, child] of wanted.entries()) {
    if (list.children[place] !== child) list.insertBefore(child, list.children[place] ?? null);
  }
  if (focused && !list.contains(document.activeElement)) giveFocus(list, focused);
}

type Focused = { key: string | undefined; place: number; does: string | undefined };

function focusIn(list: HTMLElement): Focused | undefined {
  const { activeElement } = document;
  const place = childrenOf(list).findIndex((one) => one.contains(activeElement));
  const key = childrenOf(list)[place]?.dataset.key;
  return place < 0
    ? undefined
    : { key, place, does: activeElement instanceof HTMLElement ? activeElement.dataset.does : undefined };
}

function giveFocus(list: HTMLElement, { key, place, does }: Focused): void {
  const children = childrenOf(list);
  const next = children.find((child) => child.dataset.key === key) ?? children[place] ?? children.at(-1);
  const control =
    next?.querySelector<HTMLElement>(`[data-does="${does}"]`) ?? next?.querySelector<HTMLElement>('a, button') ?? undefined;
  control?.focus({ preventScroll: true });
}

function childrenOf(list: HTMLElement): HTMLElement[] {
  return [...list.children].filter((child) => child instanceof HTMLElement);
}
