import type { FeedCounts, FeedPage } from '../../contract/channels/inbox/feed.ts';
import type { Change } from './overlay.ts';

/**
 * What tabs of one browser tell each other: a page that one has read, or that nothing is new; that another wants to know now, or is in use;
 * and a change that the server took.
 */
export type TabMessage =
  | { kind: 'page'; etag: string; question: string; page: FeedPage }
  | { kind: 'same' | 'soon' | 'touched' }
  | { kind: 'changed'; change: Change; counts: FeedCounts };
