const shown = new WeakMap();

/**
 * Shows items as the children of `list`, touching only what changed, so that scroll, focus and selection stay.
 * A control is known again by its `data-does`; when the focused item leaves, its neighbour gets the focus.
 */
export function showList(list, items, { key, draw }) {
  const focused = focusIn(list);
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
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
  for (const child of [...list.children]) if (!staying.has(child)) child.remove();
  for (const [place, child] of wanted.entries()) {
    if (list.children[place] !== child) list.insertBefore(child, list.children[place] ?? null);
  }
  if (focused && !list.contains(document.activeElement)) giveFocus(list, focused);
}

function focusIn(list) {
  const child = [...list.children].find((one) => one.contains(document.activeElement));
  return child && { key: child.dataset.key, place: [...list.children].indexOf(child), does: document.activeElement.dataset.does };
}

function giveFocus(list, { key, place, does }) {
  const children = [...list.children];
  const next = children.find((child) => child.dataset.key === key) ?? children[place] ?? children.at(-1);
  const control = next?.querySelector(`[data-does="${does}"]`) ?? next?.querySelector('a, button');
  control?.focus({ preventScroll: true });
}
