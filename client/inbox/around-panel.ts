import type { Bell } from './bell.ts';
import { setAttribute } from './element.ts';
import type { Panel } from './panel.ts';

/**
 * What goes on around an open panel: it closes when the user points at or goes to something else, and the focus goes back to the
 * bell unless the user has taken it elsewhere.
 */
export function aroundPanel(root: ShadowRoot, { bell, panel }: { bell: Bell; panel: Panel }) {
  let ends = new AbortController();

  function hideIfOutside(event: Event): void {
    if (!event.composedPath().includes(root.host)) panel.hide();
  }

  return {
    shown(): void {
      ends = new AbortController();
      const { signal } = ends;
      setAttribute(bell.root, 'aria-expanded', 'true');
      document.addEventListener('pointerdown', hideIfOutside, { signal, capture: true });
      document.addEventListener('focusin', hideIfOutside, { signal });
    },
    closed(): void {
      ends.abort();
      setAttribute(bell.root, 'aria-expanded', 'false');
      const { activeElement } = root.host.getRootNode() as Document | ShadowRoot;
      if (activeElement === null || activeElement === document.body || activeElement === root.host) bell.root.focus();
    },
    end(): void {
      ends.abort();
    },
  };
}
