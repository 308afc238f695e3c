import { Refused } from '../../errors.ts';
import type { FeedState } from './ports/feed.ts';
import { parseWatermark } from './rules/watermark.ts';

/**
 * Reads the version in a watermark. One from the future was not issued by us: marking up to it would swallow what is yet to come.
 * @throws Refused naming `pointer`.
 */
export function readWatermark(watermark: string, state: FeedState, pointer: string): number {
  const version = parseWatermark(watermark);
  if (version <= state.version) return version;

  throw new Refused('watermark_invalid', 'the watermark was not issued for this inbox; take it from an earlier answer', {
    places: [{ pointer, detail: 'must come from watermark of an earlier answer' }],
  });
}
