import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { WebhookCalls } from '../../core/webhooks/ports/webhooks.ts';
import { readSdkError } from '../aws/sdk-errors.ts';
import { guardedLookup, literalAddress, mayReach, NotReachable, type Reach, type Resolve } from './public-address.ts';
import { retryAfterSeconds } from './retry-after.ts';

export type WebhookCallsOptions = Reach & { timeoutSeconds: number; resolve?: Resolve };

/** Calls webhooks: one attempt on a connection of its own, in so many seconds altogether. What a receiver says beyond its status and `Retry-After` is not read. */
export function webhookCalls({ loopback, timeoutSeconds, resolve }: WebhookCallsOptions): WebhookCalls {
  const lookup = guardedLookup({ loopback }, resolve);
  return {
    async post(text, { headers, body }) {
      try {
        const url = new URL(text);
        const literal = literalAddress(url);
        if (literal !== undefined && !mayReach(literal, { loopback })) throw new NotReachable('no webhook may be there');
        return await post(url, { headers: { ...headers, ...ours(body) }, body }, { lookup, timeoutSeconds });
      } catch (error) {
        return { error: nameOf(error) };
      }
    },
  };
}

function ours(body: string): Record<string, string | number> {
  return { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Bellhop-Webhooks/1' };
}

type Call = { headers: Record<string, string | number>; body: string };
type Answered = { status: number; retryAfterSeconds?: number };
type How = { lookup: ReturnType<typeof guardedLookup>; timeoutSeconds: number };

function post(url: URL, { headers, body }: Call, { lookup, timeoutSeconds }: How): Promise<Answered> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  const send = url.protocol === 'http:' ? overHttp : overHttps;
  return new Promise((done, fail) => {
    const request = send(url, { method: 'POST', headers, lookup, agent: false, signal }, (response) => {
      const after = retryAfterSeconds(response.headers['retry-after'], new Date());
      done({ status: response.statusCode ?? 0, ...(after !== undefined && { retryAfterSeconds: after }) });
      response.destroy();
    });
    request.on('error', fail);
    request.end(body);
  });
}

/** Gives a word for whoever looks at their deliveries; what a receiver's server says in its own words is not kept. */
function nameOf(error: unknown): string {
  const { name, code } = readSdkError(error);
  if (name === 'NotReachable') return 'address_refused';
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  return code ?? 'failed';
}
