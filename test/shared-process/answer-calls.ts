import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Answers what a process of jest asks of the program that it forked, by path; what is thrown is told to it. */
export function answerCalls(calls: Readonly<Record<string, (body: string) => Promise<unknown>>>): void {
  const keepAliveTimeout = 0; // never closes a connection itself: a call that comes in that moment would be lost
  const control = createServer({ keepAliveTimeout }, async (request, response) => {
    try {
      const answer = await calls[request.url ?? '']?.(await text(request));
      response.end(JSON.stringify(answer));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  control.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(control.address() as AddressInfo).port}`));
}
