import { connect } from 'node:net';
import * as z from 'zod';
import { WebhookList } from '../../../contract/webhooks/webhooks.ts';
import type { StageApi } from '../api/stage-api.ts';

/** What a webhook of this command is called. */
export const listenDescription = 'bellhop webhooks listen';

/** Removes the webhooks of earlier receivers that were killed: those of this command's name at whose port of this machine nobody listens. */
export async function removeLeftOver(api: Pick<StageApi, 'find' | 'send'>): Promise<void> {
  const { data } = (await api.find(WebhookList, '/v1/webhooks')) ?? { data: [] };
  for (const { id, url, description } of data) {
    if (description !== listenDescription || new URL(url).hostname !== '127.0.0.1' || (await isListening(url))) continue;
    await api.send(z.unknown(), { method: 'DELETE', path: `/v1/webhooks/${id}` });
  }
}

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((done) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const tell = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => tell(true)).once('error', () => tell(false));
  });
}
