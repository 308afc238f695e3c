/**
 * The key in an `Idempotency-Key` header: a structured-field string in quotes, or the same without them, as most send it.
 * Draft: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * Answers nothing when it is empty, longer than 255 characters, or not printable ASCII.
 */
export function parseIdempotencyKey(header: string): string | undefined {
  const key = header.startsWith('"') ? /^"(.*)"$/.exec(header)?.[1] : header;
  return key !== undefined && /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,255}$/.test(key) ? key : undefined;
}
