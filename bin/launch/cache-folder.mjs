import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this user keeps what can be fetched again, shared by all clones. */
export function cacheFolder(env = process.env, platform = process.platform) {
  const local = platform === 'win32' ? env.LOCALAPPDATA : env.XDG_CACHE_HOME;
  return join(local || join(homedir(), '.cache'), 'bellhop');
}
