import { createHash, randomBytes } from 'node:crypto';

/**
 * How often a function runs in one chain of messages; Lambda stops the run after.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export const longestChain = 16;

/** A run of a function in a chain: which one it is, and the trace header that everything it sends carries. */
export type ChainedRun = { count: number; traceHeader: string };

/**
 * The run of a function that messages with these trace headers cause. A header counts the runs of each function in its `Lineage`.
 * What Lambda makes of a batch whose messages differ is not documented: here the highest count goes on, which is the worst case.
 */
export function chainedRun(traceHeaders: readonly (string | undefined)[], functionArn: string): ChainedRun {
  const counts = new Map<string, number>();
  for (const [name, count] of traceHeaders.flatMap(readLineage)) counts.set(name, Math.max(count, counts.get(name) ?? 0));

  const own = createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
  const count = (counts.get(own) ?? 0) + 1;
  return { count, traceHeader: writeHeader(counts.set(own, count)) };
}

/** The trace headers that came with messages, as SQS keeps them: the emulator knows none. */
export type MessageTraces = {
  remember(messageId: string, traceHeader: string): void;
  of(messageId: string): string | undefined;
};

/** Keeps trace headers in memory. What was sent before a start, or 100,000 messages ago, begins a chain of its own. */
export function messageTraces(most = 100_000): MessageTraces {
  const headers = new Map<string, string>();
  return {
    remember(messageId, traceHeader) {
      headers.set(messageId, traceHeader);
      const [oldest] = headers.keys();
      if (headers.size > most && oldest !== undefined) headers.delete(oldest);
    },
    of: (messageId) => headers.get(messageId),
  };
}

/** Reads the functions in a header with their counts: `Root=…;Lineage=a87bd80c:1|68fd508a:5` → the two. */
function readLineage(header: string | undefined): [string, number][] {
  const lineage = /(?:^|;)Lineage=([^;]*)/.exec(header ?? '')?.[1] ?? '';
  return [...lineage.matchAll(/([0-9a-f]{8}):(\d+)/g)].map(([, name = '', count]) => [name, Number(count)]);
}

/**
 * Writes the header that X-Ray describes:
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
function writeHeader(counts: ReadonlyMap<string, number>): string {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  const lineage = [...counts].map(([name, count]) => `${name}:${count}`).join('|');
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${hex(12)};Parent=${hex(8)};Sampled=0;Lineage=${lineage}`;
}
