import DataLoader from 'dataloader';
import type { Table } from './table.ts';

type Options<Asked, Answer> = {
  /** Works off what was asked together, and answers in that order: an `Error` is thrown to the one who asked for it. */
  run: (table: Table, asked: readonly Asked[]) => Promise<(Answer | Error)[]>;
  /** How many go into one request. */
  most: number;
  /** How long what was asked first waits for others, in milliseconds; absent: as long as the work that is ready takes. */
  waitMs?: number;
};

/**
 * Makes one request of what the records of a batch ask for at the same moment. Each record goes its own way and has its own
 * answer, and waits for nothing but that moment.
 */
export function gathered<Asked, Answer>({ run, most, waitMs }: Options<Asked, Answer>) {
  const loaders = new WeakMap<Table, DataLoader<Asked, Answer>>();
  const waiting = waitMs !== undefined && { batchScheduleFn: (send: () => void) => setTimeout(send, waitMs) };

  return (table: Table, asked: Asked): Promise<Answer> => {
    let loader = loaders.get(table);
    if (loader === undefined) {
      loader = new DataLoader((all) => run(table, all), { cache: false, maxBatchSize: most, ...waiting });
      loaders.set(table, loader);
    }
    return loader.load(asked);
  };
}
