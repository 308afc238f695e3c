import { buildPages, pagesFolder } from '../../../local/build-pages.ts';
import type { Stack } from '../find-stack.ts';
import { deployedView } from './deployed-view.ts';
import { newPageToken } from './page-token.ts';
import { startConsole } from './server.ts';

/** Starts the console of a deployed stage. `address` has the token of this run behind its `#`; `stop` also removes the key that was made for it. */
export async function openConsole({
  stage,
  stack,
  port,
}: {
  stage: string;
  stack: Stack;
  port: number;
}): Promise<{ address: string; stop: () => Promise<void> }> {
  await buildPages(pagesFolder);
  const token = newPageToken();
  const { view, behind, end } = deployedView(stage, stack);
  const server = await startConsole({ port, token, view, behind });
  return {
    address: `${server.url}/#token=${token}`,
    async stop() {
      await server.stop();
      await end();
    },
  };
}
