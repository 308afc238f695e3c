import { createInterface } from 'node:readline/promises';
import { CannotDo } from './cannot-do.ts';
import { exitCodes } from './exit-codes.ts';

/** How somebody is asked: by a terminal, or in a test. */
export type Asks = { isTerminal: boolean; ask: (question: string) => Promise<string> };

/** Asks on standard error, as standard output is for what a command answers. */
export const terminal: Asks = {
  isTerminal: process.stdin.isTTY,
  async ask(question) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  },
};

/**
 * Lets a change of a deployed stage go on once somebody has said yes; the local system may be changed at once.
 * @throws CannotDo `notConfirmed` when they say anything else, or nobody is there to be asked.
 */
export async function confirmChange(
  what: string,
  { stage, yes }: { stage: string; yes?: boolean },
  { isTerminal, ask }: Asks = terminal,
): Promise<void> {
  if (yes || stage === 'local') return;
  if (!isTerminal)
    throw new CannotDo(`this would ${what} in stage ${stage}; nobody is here to confirm it: add --yes`, {
      code: exitCodes.notConfirmed,
    });
  const answer = await ask(`This will ${what} in stage ${stage}. Go on? Type yes: `);
  if (answer.trim().toLowerCase() !== 'yes') throw new CannotDo('nothing was changed', { code: exitCodes.notConfirmed });
}
