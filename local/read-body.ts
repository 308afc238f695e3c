import type { IncomingMessage } from 'node:http';

/** The body is larger than the reader takes. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/**
 * Reads a request's body to its end.
 * @throws BodyTooLarge once more than `maxBytes` have come; the rest is read and dropped, so that an answer can be sent.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= maxBytes) chunks.push(chunk as Buffer);
  }
  if (bytes > maxBytes) throw new BodyTooLarge(`the body is larger than ${maxBytes} bytes`);
  return Buffer.concat(chunks);
}
