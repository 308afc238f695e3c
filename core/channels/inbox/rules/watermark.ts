/** A feed version as clients see it: opaque to them, ordered for us. */
export function formatWatermark(version: number): string {
  return `w${version.toString(36)}`;
}

/** Reads the feed version in a watermark of the right shape (`Watermark` in the contract). */
export function parseWatermark(watermark: string): number {
  return Number.parseInt(watermark.slice(1), 36);
}
