import { ask, call, Problem } from './api.js';

const tokens = new Map();

/**
 * Calls as a user's browser would, with a token of theirs that is minted when there is none, or when it has run out.
 * Throws as `call` does.
 */
export async function callAs(user, method, path, options = {}) {
  try {
    return await call(method, path, { ...options, bearer: await tokenOf(user) });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    tokens.delete(user);
    return call(method, path, { ...options, bearer: await tokenOf(user) });
  }
}

function tokenOf(user) {
  const held = tokens.get(user);
  if (held) return held;
  const minted = ask('POST', '/local/token', { body: { user } }).then(({ token }) => token);
  tokens.set(user, minted);
  minted.catch(() => tokens.delete(user));
  return minted;
}
