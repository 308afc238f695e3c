import { SignatureV4 } from '@smithy/signature-v4';
import type { Sockets } from '../../core/channels/inbox/ports/live.ts';
import { RetryableError } from '../../core/errors.ts';
import type { Table } from '../dynamodb/table/table.ts';

/** A nudge that takes longer is not worth waiting for. */
const patienceMs = 1_500;

/** Signs what goes to AWS with the keys that a function has: those of any client of the SDK, here the table's. */
type Signing = Pick<Table['client']['config'], 'credentials' | 'region' | 'sha256'>;

/**
 * The browsers that are connected to a WebSocket API of API Gateway, whose address is `wss://…/stage`. One signed POST each, in place of
 * the SDK's client, which is 27 KB of each bundle for this one call.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export function apiGatewaySockets(liveUrl: string, signing: Signing): Sockets {
  const base = new URL(liveUrl.replace(/^ws/, 'http'));
  const signer = new SignatureV4({ service: 'execute-api', ...signing });
  return {
    async post(connectionId, text) {
      const { hostname, port, protocol, pathname } = base;
      const path = `${pathname}/@connections/${encodeURIComponent(connectionId)}`;
      const host = port === '' ? hostname : `${hostname}:${port}`;
      const request = { method: 'POST', protocol, hostname, path, headers: { host }, query: {}, body: text };
      const { headers } = await signer.sign(request);
      const signal = AbortSignal.timeout(patienceMs);
      const { status } = await fetch(`${base.origin}${path}`, { method: 'POST', headers, body: text, signal });
      if (status === 410) return 'gone';
      if (status >= 300) throw new RetryableError(`API Gateway did not post to a connection: ${status}`);
      return 'posted';
    },
  };
}
