import type { Command } from 'commander';
import { CannotDo } from '../cannot-do.ts';
import { findStack } from '../find-stack.ts';
import { untilStopped } from '../until-stopped.ts';
import { aPort, stageOption } from './options.ts';

/** Adds `console`: the pages of the local system, for a stage that is deployed. */
export function addConsole(program: Command): void {
  program
    .command('console')
    .description('serve the console of a stage on this machine, until Ctrl-C; nothing public is deployed for it')
    .addOption(stageOption())
    .option('--port <port>', 'where on 127.0.0.1', aPort, 4630)
    .action(serveConsole);
}

async function serveConsole({ stage, port }: { stage: string; port: number }): Promise<void> {
  const stack = await findStack(stage);
  if (stage === 'local') {
    console.log(`The local system has its own console: ${stack.outputs.ApiUrl}`);
    return;
  }
  const { openConsole } = await import('../console/open-console.ts'); // pages and a builder, which other commands need not load
  const opened = await openConsole({ stage, stack, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new CannotDo(`port ${port} is taken; choose another, like --port ${port + 1}`);
  });
  console.log(`The console of stage ${stage} is at ${opened.address}`);
  console.log('Whoever has this address can do what you can. Ctrl-C ends it.');
  await untilStopped();
  await opened.stop();
}
