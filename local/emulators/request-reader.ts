/** Longer request heads than any SDK sends are not waited for. */
const maxHeadBytes = 32 * 1024;

/** DynamoDB takes 16 MB at most: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const maxBodyBytes = 17 * 1024 * 1024;

/** One HTTP request, complete: as it came, and taken apart. */
export type WholeRequest = { raw: Buffer; headers: Record<string, string>; body: Buffer };

/** Puts requests together from what a connection brings, in order. */
export type RequestReader = { read(chunk: Buffer): WholeRequest[] | 'unreadable' };

/** Makes a reader for one connection. It reads what SDKs write: bodies of a told length, never chunked ones. */
export function requestReader(): RequestReader {
  let chunks: Buffer[] = [];
  let have = 0;
  let need = 0; // looked at again only when there is enough: a long body comes in many pieces

  function next(): WholeRequest | 'unreadable' | undefined {
    if (have === 0 || have < need) return undefined;
    const seen = Buffer.concat(chunks);
    const headEnd = seen.indexOf('\r\n\r\n');
    chunks = [seen];
    if (headEnd < 0) return have > maxHeadBytes ? 'unreadable' : undefined;

    const headers = parseHeaders(seen.subarray(0, headEnd).toString('latin1'));
    const bodyBytes = Number(headers['content-length'] ?? 0);
    if (headers['transfer-encoding'] !== undefined || !(bodyBytes <= maxBodyBytes)) return 'unreadable';
    need = headEnd + 4 + bodyBytes;
    if (have < need) return undefined;

    const request = { raw: seen.subarray(0, need), headers, body: seen.subarray(headEnd + 4, need) };
    chunks = [seen.subarray(need)];
    have -= need;
    need = 0;
    return request;
  }

  return {
    read(chunk) {
      chunks.push(chunk);
      have += chunk.length;
      const requests: WholeRequest[] = [];
      for (let request = next(); request !== undefined; request = next()) {
        if (request === 'unreadable') return request;
        requests.push(request);
      }
      return requests;
    },
  };
}

function parseHeaders(head: string): Record<string, string> {
  const lines = head.split('\r\n').slice(1);
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
