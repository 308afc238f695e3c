import type { FeedItem } from '../../../contract/channels/inbox/feed.ts';
import { element } from '../element.ts';
import { webUrl } from './web-url.ts';

/** Shows the picture of an item, loaded once it comes near; one that cannot be loaded leaves no gap. */
export function picture(image: FeedItem['image']): HTMLElement | undefined {
  const src = webUrl(image?.url);
  if (src === undefined) return undefined;
  const shown = element('img', {
    class: 'item-image',
    part: true,
    loading: 'lazy',
    alt: image?.alt ?? '',
    error: () => shown.remove(),
    src,
  });
  return shown;
}
