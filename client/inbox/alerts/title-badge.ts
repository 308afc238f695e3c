import type { PanelTexts } from '../texts.ts';
import type { Alert } from './alert.ts';

/** Puts the count of what is unread before the page's title, and keeps it there when the page says another. */
export function titleBadge(texts: PanelTexts): Alert {
  let before = '';

  function put(): void {
    const { title } = document;
    const bare = before !== '' && title.startsWith(before) ? title.slice(before.length) : title;
    if (title !== wanted + bare) document.title = wanted + bare;
    before = wanted;
  }

  let wanted = '';
  const watch = new MutationObserver(put);
  watch.observe(document.head, { childList: true, subtree: true, characterData: true });
  return {
    show(unread) {
      wanted = unread > 0 ? `(${texts.badge(unread)}) ` : '';
      put();
    },
    end() {
      watch.disconnect();
      wanted = '';
      put();
    },
  };
}
