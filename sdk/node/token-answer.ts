import type { Bellhop } from './bellhop.ts';

/** What a server answers a page that asks for a token, for any framework to send. */
export type TokenAnswer = { status: 200 | 401 | 503; headers: Record<string, string>; body: string };

/**
 * Makes what a server answers a page with a bell: a token for the user who is signed in; 401 for nobody; 503 when Bellhop gives none, after which the
 * bell asks again by itself. The reason goes to `onError`, and to the console if there is none.
 */
export async function tokenAnswer(
  bellhop: Pick<Bellhop, 'users'>,
  user: string | undefined,
  { onError = console.error }: { onError?: (error: unknown) => void } = {},
): Promise<TokenAnswer> {
  const headers = { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' };
  if (!user) return { status: 401, headers, body: '' };
  try {
    const { token } = await bellhop.users.tokens.create(user, { timeoutMs: 5_000, maxRetries: 1 }); // a page waits
    return { status: 200, headers, body: token };
  } catch (error) {
    onError(error);
    return { status: 503, headers: { ...headers, 'Retry-After': '5' }, body: '' };
  }
}
