import { createElement, type ReactElement, useEffect, useRef } from 'react';
import type { AlertKind } from '../inbox/alerts/alert-kinds.ts';
import type { BellhopActionEvent, BellhopInbox as BellhopInboxElement, BellhopOpenEvent } from '../inbox/bellhop-inbox.ts';
import { useBellhop } from './provider.ts';

/** `onOpen` is told before an item opens; `event.preventDefault()` takes it over, so that no link is followed. */
export type BellhopInboxProps = {
  /** Made outside the component: other texts or categories draw the inbox anew, and so close it. */
  texts?: BellhopInboxElement['texts'];
  categories?: BellhopInboxElement['categories'];
  theme?: 'light' | 'dark' | 'auto';
  /** A code like `fr`, or `auto` for the page's; its texts are loaded. */
  language?: string;
  /** What tells of news beside the bell; nothing when absent. */
  alerts?: readonly AlertKind[];
  onOpen?: (event: BellhopOpenEvent) => void;
  /** Told when a button of an item is pressed; `event.detail.action.id` says which. */
  onAction?: (event: BellhopActionEvent) => void;
  id?: string;
  className?: string;
};

/**
 * Renders `<bellhop-inbox>` with the inbox of the `<BellhopProvider>` above it. The element itself is loaded when the first one
 * is shown.
 */
export function BellhopInbox({
  texts,
  categories,
  theme,
  language,
  alerts = [],
  onOpen,
  onAction,
  id,
  className,
}: BellhopInboxProps): ReactElement {
  const { client, inbox } = useBellhop();
  const ref = useRef<BellhopInboxElement>(null);

  useEffect(() => void import('../inbox/define.ts'), []);
  // the element takes what it was given before it was loaded; it draws once it has a client, so that comes last
  useEffect(() => void give(ref.current, { texts }), [texts]);
  useEffect(() => void give(ref.current, { categories }), [categories]);
  useEffect(() => void give(ref.current, { inbox, client }), [inbox, client]);
  useEffect(() => hear(ref.current, 'bellhop-open', onOpen), [onOpen]);
  useEffect(() => hear(ref.current, 'bellhop-action', onAction), [onAction]);

  // React 18 hands names on as they are, so `className` would be an attribute of that name
  return createElement('bellhop-inbox', { ref, id, theme, language, class: className, ...on(alerts) });
}

/** Attributes that are there or not. */
function on(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, '']));
}

type Given = Partial<Pick<BellhopInboxElement, 'texts' | 'categories' | 'inbox' | 'client'>>;

function give(element: BellhopInboxElement | null, given: Given): void {
  if (element) Object.assign(element, given);
}

/** Listens while a component is mounted; answers how to end it. */
function hear<Name extends 'bellhop-open' | 'bellhop-action'>(
  element: BellhopInboxElement | null,
  name: Name,
  handle: ((event: HTMLElementEventMap[Name]) => void) | undefined,
): (() => void) | undefined {
  if (!element || !handle) return undefined;
  element.addEventListener(name, handle);
  return () => element.removeEventListener(name, handle);
}
