import type { FeedItem } from '../../../contract/channels/inbox/feed.ts';
import { element } from '../element.ts';
import { webUrl } from './web-url.ts';

/** Shows who did what an item tells of: their image, or the first letters of their name where there is none or it cannot be loaded. */
export function avatar(actor: FeedItem['actor']): HTMLElement | undefined {
  if (!actor) return undefined;
  const { id, name = id } = actor;
  const src = webUrl(actor.avatar);
  const image = element('img', { src, alt: '', loading: 'lazy', error: () => image.remove() });
  return element('span', { class: 'item-avatar', part: true, 'aria-hidden': 'true' }, initials(name), src !== undefined && image);
}

/** Takes the first letters of a name's first and last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 && words.at(-1)].map((word) => (word && [...word][0]?.toUpperCase()) || '').join('');
}
