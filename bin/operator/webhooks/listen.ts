import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { WebhookWithSecret } from '../../../contract/webhooks/webhooks.ts';
import { webhookHeaders } from '../../../core/webhooks/rules/signature.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { findStack } from '../find-stack.ts';
import { listenDescription, removeLeftOver } from './remove-left-over.ts';

/** What a receiver is told here to print. */
export type Listening = { events: string[]; print?: (line: string) => void; until: Promise<void> };

/**
 * Receives the local system's events at a webhook of its own, and prints each as a line of JSON once its signature is verified. The webhook is
 * deleted behind it.
 * @throws CannotDo when no webhook could be made.
 */
export async function listenToWebhooks({ events, print = console.log, until }: Listening): Promise<void> {
  let secret = new Uint8Array();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isGood = isSigned(body, request.headers, secret);
    print(isGood ? body : 'somebody called whose signature is not good');
    response.writeHead(isGood ? 204 : 401).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    await withStageApi(await findStack('local'), 'webhooks listen', async (api) => {
      await removeLeftOver(api);
      const order = {
        method: 'POST',
        path: '/v1/webhooks',
        body: { url, events, description: listenDescription },
      } as const;
      const made = await api.send(WebhookWithSecret, order);
      if (made === undefined) throw new CannotDo('the local system is of a version that knows no webhooks');
      secret = new Uint8Array(Buffer.from(made.secret.slice('whsec_'.length), 'base64'));
      console.error(`listening as ${made.id} until Ctrl-C; each line is an event`);
      await until;
      await api.send(z.unknown(), { method: 'DELETE', path: `/v1/webhooks/${made.id}` });
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function isSigned(body: string, headers: IncomingHttpHeaders, secret: Uint8Array): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1000);
  const wanted = webhookHeaders({ id: String(headers['webhook-id']), at, body }, [secret])['webhook-signature'] ?? '';
  const given = String(headers['webhook-signature']).split(' ');
  return given.some((each) => each.length === wanted.length && timingSafeEqual(Buffer.from(each), Buffer.from(wanted)));
}
