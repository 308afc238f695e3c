import { join } from 'node:path';
import { Bellhop } from '../../sdk/node/index.ts';
import { localKeys } from '../local-keys.ts';
import { type Board, openBoard } from './board.ts';
import { keepPublishes, type Publishes } from './publishes.ts';
import { keepSessions, type Sessions } from './sessions.ts';

/** The server of the demo's app, which holds the API key, as an app's own server does. */
export type Demo = {
  /** Where the app is, for links in notifications. */
  url: string;
  /** Where the local push service is. */
  pushService: string;
  bellhop: Bellhop;
  board: Board;
  publishes: Publishes;
  sessions: Sessions;
};

/** Makes the demo's server over a running system. It calls Bellhop by HTTP alone, as any server would. */
export function makeDemo({ api, pushService, dataFolder }: { api: string; pushService: string; dataFolder: string }): Demo {
  const bellhop = new Bellhop({ url: api, key: localKeys.live });
  return {
    url: `${api}/demo`,
    pushService,
    bellhop,
    board: openBoard(join(dataFolder, 'demo-board.json')),
    publishes: keepPublishes(bellhop),
    sessions: keepSessions(),
  };
}
