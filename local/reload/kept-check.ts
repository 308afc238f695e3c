import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { context } from 'esbuild';
import { sourceFile } from '../../lib/places.ts';
import { explainFault } from '../../lib/workflows/check-built.ts';
import { catalogueBuild } from '../../lib/workflows/check-workflows.ts';
import { checkedInMs } from '../../lib/workflows/run-in-time.ts';
import { endWithUs } from '../processes.ts';
import type { Imports } from './template-files.ts';

const program = sourceFile('local/reload/check-edited');

/** Beyond any check, which says itself what does not end: this is for what not even that can stop. */
const patienceMs = checkedInMs + 15_000;

/** The check of workflows, which writes the list of them; the build of what it loads is kept. */
export type KeptCheck = {
  /** Answers what the files import that it has read. @throws Error with what is wrong, by file and line or by workflow and field. */
  run(signal: AbortSignal): Promise<Imports>;
  end(): Promise<void>;
};

/** Keeps what checks the workflows of a folder; nothing is read before it is run. */
export async function keepCheck(folder: string, outdir: string): Promise<KeptCheck> {
  const kept = await context(catalogueBuild(folder, outdir));
  return {
    async run(signal) {
      const { metafile } = await kept.rebuild().catch((error) => explainFault(error, folder));
      await check(folder, outdir, signal);
      return metafile?.inputs ?? {};
    },
    end: () => kept.dispose(),
  };
}

/** Checks in a process of its own, since it runs what the owner has written. */
async function check(folder: string, outdir: string, signal: AbortSignal): Promise<void> {
  const checking = promisify(execFile)(process.execPath, [program, folder, outdir], {
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: patienceMs,
    signal,
  });
  endWithUs(checking.child);
  try {
    await checking;
  } catch (error) {
    const said = String(Object(error).stderr ?? '').trim();
    throw new Error(said || `checking them did not end within ${patienceMs / 1000} s: does one of them loop for ever?`, {
      cause: error,
    });
  }
}
