// the first file of journeys that may share starts this → one system, until the process of jest that forked it is gone
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { startSystem } from '../../../local/system.ts';
import { answerCalls } from '../../shared-process/answer-calls.ts';
import { beginAnew } from './begin-anew.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'bellhop-journeys-'));
const Wanted = z.object({ settings: z.record(z.string(), z.string()).default({}), ownersFile: z.string().optional() });
const { settings, ownersFile } = Wanted.parse(JSON.parse(process.argv[2] ?? '{}'));
if (ownersFile !== undefined) process.env.BELLHOP_CONFIG = ownersFile;
const starting = startSystem({ port: 0, dataFolder, settings });
let isStopping = false;
// a signal that ends whoever started us comes to us as well, and our emulators would stay
for (const end of ['disconnect', 'SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(end, () => {
    if (!isStopping) void stop();
    isStopping = true;
  });
const { url, keys, endpoints, outputs, invoke } = await starting;

const Invocation = z.object({ name: z.string(), event: z.unknown() });
answerCalls({
  '/begin-anew': async () => {
    const liveKeys = await beginAnew({ endpoints, outputs });
    return { url, keys, endpoints, outputs, dataFolder, liveKeys };
  },
  '/invoke': async (body) => {
    const { name, event } = Invocation.parse(JSON.parse(body));
    return invoke(name, event);
  },
});

async function stop(): Promise<void> {
  await (await starting).stop();
  rmSync(dataFolder, { recursive: true, force: true });
  process.exit();
}
