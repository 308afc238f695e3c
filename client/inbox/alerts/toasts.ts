import type { FeedItem } from '../../../contract/channels/inbox/feed.ts';
import styles from '../styles/arrivals.css';
import type { Alert, AlertsGiven } from './alert.ts';

const shownMs = 8_000;
const most = 3;

let sheet: CSSStyleSheet | undefined;

/** Shows what is new at the edge of the window, as items that can be opened and marked, while the panel is closed. */
export function arrivalToasts({ root, inbox, texts, draw, isOpen }: AlertsGiven): Alert {
  let shown: readonly FeedItem[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const list = draw.element('ul', { class: 'items', role: 'list', 'aria-label': texts.title });
  const stack = draw.element(
    'div',
    { class: 'arrivals', part: true, pointerenter: stay, pointerleave: wait, focusin: stay, focusout: wait, keydown: closeByKey },
    list,
    draw.button('close', texts.close, clear),
  );
  const drawItems = draw.items(list);
  sheet ??= new CSSStyleSheet();
  sheet.replaceSync(styles);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  update();
  root.append(stack);

  function stay(): void {
    clearTimeout(timer);
  }

  function wait(): void {
    stay();
    if (shown.length > 0 && !stack.matches(':hover, :focus-within')) timer = setTimeout(clear, shownMs);
  }

  function clear(): void {
    stay();
    shown = [];
    update();
  }

  function closeByKey(event: Event): void {
    if ((event as KeyboardEvent).key === 'Escape') clear();
  }

  function update(): void {
    stack.hidden = shown.length === 0;
    drawItems(shown);
  }

  return {
    show(_, arrived) {
      const current = new Map(inbox.getState().items.map((item) => [item.id, item]));
      const fresh = isOpen() ? [] : arrived;
      const before = shown.filter(({ id }) => !fresh.some((item) => item.id === id));
      shown = [...fresh, ...before]
        .flatMap(({ id }) => current.get(id) ?? [])
        .filter(({ seen }) => !seen)
        .slice(0, most);
      update();
      if (fresh.length > 0) wait();
    },
    end() {
      stay();
      stack.remove();
    },
  };
}
