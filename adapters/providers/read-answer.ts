import type { Readable } from 'node:stream';

/** Far more than the JSON of any provider. */
const mostBytes = 64 * 1024;

/** Reads the start of an answer as text, and ends its connection when there is more: who answers may be anybody's server, and send for ever. */
export async function readAnswer(answer: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytesLeft = mostBytes;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, bytesLeft));
    bytesLeft -= chunk.length;
    if (bytesLeft <= 0) break; // which destroys the stream
  }
  return Buffer.concat(chunks).toString();
}
