import { type ComputedRef, computed } from 'vue';
import type { InboxDeeds } from '../bellhop.ts';
import { type Count, readCount } from '../count.ts';
import type { InboxState } from '../inbox-state.ts';
import { useBellhop } from './provide-bellhop.ts';
import { type Refs, refsOf } from './refs-of.ts';

const fields: Record<keyof InboxState, true> = {
  status: true,
  filter: true,
  items: true,
  counts: true,
  categoryCounts: true,
  hasMore: true,
  isLoadingMore: true,
  error: true,
  refused: true,
  arrived: true,
};

/** The inbox as it stands, each field a ref, and what can be done with it. */
export function useInbox({ inbox } = useBellhop()): Refs<InboxState> & InboxDeeds {
  return { ...inbox, ...refsOf(inbox, fields) };
}

/** How many are unread: exactly, or more than 99. Changes only when that does. */
export function useUnread(bellhop = useBellhop()): ComputedRef<Count> {
  const { counts } = useInbox(bellhop);
  const counted = computed(() => counts.value.unread);
  return computed(() => readCount(counted.value));
}
