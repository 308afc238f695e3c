import { countOf } from '../count-of.ts';

const width = 30;

/** A bar that fills on a terminal, on standard error; nothing where nobody looks. */
export function progressBar(total: number, { isTTY, write }: { isTTY: boolean; write: (text: string) => void } = terminal) {
  return {
    show(done: number): void {
      if (isTTY) write(`\r${barOf(done, total)}`);
    },
    end(): void {
      if (isTTY) write('\n');
    },
  };
}

const terminal = { isTTY: process.stderr.isTTY === true, write: (text: string) => void process.stderr.write(text) };

function barOf(done: number, total: number): string {
  const filled = total === 0 ? width : Math.round((width * done) / total);
  return `[${'#'.repeat(filled)}${' '.repeat(width - filled)}] ${done} of ${countOf(total, 'row')}`;
}
