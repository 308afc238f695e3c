// the first file of journeys that may share starts this → one system, until the process of jest that forked it is gone
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { startSystem } from '../../../local/system.ts';
import { beginAnew } from './begin-anew.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'bellhop-journeys-'));
const starting = startSystem({ port: 0, dataFolder });
process.once('disconnect', () => void end());
const { url, keys, endpoints, outputs, invoke } = await starting;

const Invocation = z.object({ name: z.string(), event: z.unknown() });
const calls: Record<string, (body: string) => Promise<unknown>> = {
  '/begin-anew': async () => {
    const liveKeys = await beginAnew({ endpoints, outputs });
    return { url, keys, endpoints, outputs, dataFolder, liveKeys };
  },
  '/invoke': async (body) => {
    const { name, event } = Invocation.parse(JSON.parse(body));
    return invoke(name, event);
  },
};

const control = createServer(async (request, response) => {
  try {
    const answer = await calls[request.url ?? '']?.(await text(request));
    response.end(JSON.stringify(answer));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
control.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(control.address() as AddressInfo).port}`));

async function end(): Promise<void> {
  await (await starting).stop();
  rmSync(dataFolder, { recursive: true, force: true });
  process.exit();
}
