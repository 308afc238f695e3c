/** Longer than this nobody is waited for at once: whoever is asked again then may say so again. */
const longestSeconds = 3_600;

/** Reads how many seconds a `Retry-After` wants: RFC 9110, section 10.2.3. Nothing when there is none, or it is none. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+(?:\.\d+)?$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.min(longestSeconds, Math.max(0, Math.ceil(seconds))) : undefined;
}
