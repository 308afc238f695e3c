import type { FeedItem } from '../../../contract/channels/inbox/feed.ts';
import type { Inbox } from '../../inbox.ts';
import type { element } from '../element.ts';
import type { Drawing } from '../icons.ts';
import type { PanelTexts } from '../texts.ts';

/**
 * What alerts are made from. `isOpen`: the panel shows what is new already. `draw` is handed over, so that what the panel is drawn with
 * stays in one file with it, which compresses better.
 */
export type AlertsGiven = {
  root: ShadowRoot;
  inbox: Inbox;
  texts: PanelTexts;
  draw: {
    element: typeof element;
    button(does: Drawing, name: string, press: () => void): HTMLElement;
    items(list: HTMLElement): (items: readonly FeedItem[]) => void;
  };
  isOpen(): boolean;
};

/** Something that tells of news: of each state of the inbox, and of what came with it. */
export type Alert = { show(unread: number, arrived: readonly FeedItem[]): void; end?(): void };
