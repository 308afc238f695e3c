import { type InjectionKey, inject, onMounted, onUnmounted, provide } from 'vue';
import { type Bellhop, createBellhop } from '../bellhop.ts';
import type { BellhopClient } from '../client.ts';
import type { InboxOptions } from '../inbox.ts';

const key: InjectionKey<Bellhop> = Symbol('bellhop');

/**
 * Keeps one inbox up to date for every component below this one, as long as it is mounted. Another client is another user's inbox: give the
 * component another `key`. What is answered is for the composables of this component itself: `useInbox(bellhop)`.
 */
export function provideBellhop(client: BellhopClient, options?: InboxOptions): Bellhop {
  const bellhop = createBellhop(client, options);
  provide(key, bellhop);
  onMounted(bellhop.inbox.start);
  onUnmounted(bellhop.inbox.stop);
  return bellhop;
}

/**
 * Reads what the nearest component above has provided.
 * @throws Error when none has.
 */
export function useBellhop(): Bellhop {
  const bellhop = inject(key, undefined);
  if (bellhop === undefined) throw new Error('no component above this one has called provideBellhop()');
  return bellhop;
}
