import type { LocalAnswers } from '../../gateway/local-answers.ts';
import { ask } from './call.ts';
import { type Repetition, repeat } from './repeat.ts';
import { pollingMs } from './stage.ts';

/** The lists of the local system's that several panes show. */
type Lists = Pick<
  LocalAnswers,
  'GET /local/users' | 'GET /local/topics' | 'GET /local/waiting' | 'GET /local/recent' | 'GET /local/paused'
>;

/** What such a list holds. */
export type Listed<Call extends keyof Lists> = Lists[Call]['data'][number];

/** A list that is kept up to date: `onChange` calls `show` with it now and whenever it changed; `refresh` reads it at once. */
export type ListStore<Item> = { refresh: () => void; onChange: (show: (list: Item[]) => void) => void };

/** Reads a list again every `ms`, from when somebody first wants to see it. */
export function listStore<Call extends keyof Lists>(operation: Call, ms: number): ListStore<Listed<Call>> {
  const read: () => Promise<{ data: Listed<Call>[] }> = () => ask<keyof Lists>(operation);
  const shows: ((list: Listed<Call>[]) => void)[] = [];
  let list: Listed<Call>[] | undefined;
  let polling: Repetition | undefined;
  const poll = async () => {
    const { data } = await read();
    if (JSON.stringify(data) === JSON.stringify(list)) return undefined;
    list = data;
    for (const show of shows) show(data);
    return undefined;
  };
  return {
    refresh: () => polling?.now(),
    onChange(show) {
      shows.push(show);
      polling ??= repeat(poll, pollingMs(ms));
      if (list !== undefined) show(list);
    },
  };
}
