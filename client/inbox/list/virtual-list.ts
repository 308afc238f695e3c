/** What a list is drawn in, and the keys of what it shows, all of which is drawn so far. */
export type VirtualGiven = {
  scroller: HTMLElement;
  list: HTMLElement;
  keys: readonly string[];
  draw(from: number, to: number, pinned: number | undefined): void;
};

/** Keeps so much of a list drawn as is on the screen, and a screen before and after it. */
export type VirtualList = {
  update(keys: readonly string[], isAll: boolean): void;
  /** Draws where a key leads: an end of the list, or, for an arrow, what is beside the row that has the focus. */
  reach(key: string): void;
};

const usualHeight = 84;

/**
 * Draws the part of a list that can be seen; the rest is room, by the heights that rows had or the average of them. The row that has the
 * focus stays in its place wherever one scrolls.
 */
export function virtualList({ scroller, list, keys: first, draw }: VirtualGiven): VirtualList {
  const heights = new Map<string, number>();
  let keys = first;
  let isAll = false;
  let shown: readonly number[] = keys.map((_, place) => place); // of each row that is drawn
  let isWaiting = false;

  /** The row that has the focus: it comes before what has it within. */
  const inFocus = () => list.querySelector(':focus-within');

  function measure(): void {
    for (const [place, row] of [...list.children].entries()) {
      const key = keys[shown[place] ?? -1];
      const { offsetHeight } = row as HTMLElement;
      if (key !== undefined && offsetHeight > 0) heights.set(key, offsetHeight);
    }
  }

  function show(): void {
    measure();
    const average = heights.size === 0 ? usualHeight : [...heights.values()].reduce((sum, each) => sum + each, 0) / heights.size;
    const tops = [0];
    for (const [place, key] of keys.entries()) tops.push((tops[place] ?? 0) + (heights.get(key) ?? average));
    const room = Math.max(scroller.clientHeight, 400);
    const top = scroller.scrollTop - room;
    const bottom = scroller.scrollTop + 2 * room;
    const start = tops.findIndex((each) => each > top);
    const from = Math.max(0, (start < 0 ? keys.length : start) - 1);
    const end = tops.findIndex((each) => each >= bottom);
    const to = end < 0 ? keys.length : Math.min(end, keys.length);
    const focused = shown[[...list.children].indexOf(inFocus() as Element)];
    const pinned = focused !== undefined && focused < keys.length && (focused < from || focused >= to) ? focused : undefined;
    draw(from, to, pinned);

    shown = Array.from({ length: to - from }, (_, place) => from + place);
    if (pinned !== undefined) shown = pinned < from ? [pinned, ...shown] : [...shown, pinned];
    list.style.paddingBlock = `${tops[from]}px ${(tops.at(-1) ?? 0) - (tops[to] ?? 0)}px`;
    for (const [place, row] of ([...list.children] as HTMLElement[]).entries()) {
      const at = shown[place] ?? 0;
      row.style.cssText = at === pinned ? `position:absolute;inset-inline:0;inset-block-start:${tops[at]}px` : '';
      row.ariaPosInSet = String(at + 1);
      row.ariaSetSize = String(isAll ? keys.length : -1);
    }
  }

  function soon(): void {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      show();
    });
  }

  scroller.addEventListener('scroll', soon, { passive: true });
  return {
    update(next, all) {
      measure(); // by the places that the rows had
      shown = shown.map((place) => next.indexOf(keys[place] ?? ''));
      keys = next;
      isAll = all;
      show();
    },
    reach(key) {
      if (key === 'Home') scroller.scrollTop = 0;
      else if (key === 'End') scroller.scrollTop = scroller.scrollHeight;
      else inFocus()?.scrollIntoView({ block: 'nearest' }); // keys come faster than frames
      show();
    },
  };
}
