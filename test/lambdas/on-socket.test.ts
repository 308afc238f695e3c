import type { Context } from 'aws-lambda';
import { onSocket } from '../../lambdas/shell/on-socket.ts';

const tokens = { verify: async ({ token }: { token: string }) => (token === 'good.token' ? 'ada' : undefined) };

/** A handler over a place where only ada may connect, and what it did. */
function aSocket() {
  const done: string[] = [];
  const ends = {
    connected: async (userId: string, connectionId: string) => {
      if (userId === 'nobody') return false;
      if (connectionId === 'broken') throw new Error('the table is away');
      done.push(`${userId} at ${connectionId}`);
      return true;
    },
    disconnected: async (connectionId: string) => void done.push(`${connectionId} gone`),
  };
  const handler = onSocket(ends, tokens, () => new Date());
  const on = (eventType: 'CONNECT' | 'DISCONNECT' | 'MESSAGE', protocols?: string, connectionId = 'c1') =>
    handler({ headers: { 'Sec-WebSocket-Protocol': protocols }, requestContext: { eventType, connectionId } }, {} as Context);
  return { done, on };
}

test('who has a good token is connected, and told which protocol it is', async () => {
  const { done, on } = aSocket();

  expect(await on('CONNECT', 'bellhop-live, good.token')).toEqual({
    statusCode: 200,
    headers: { 'Sec-WebSocket-Protocol': 'bellhop-live' },
  });
  expect(await on('CONNECT', 'bellhop-live,good.token', 'c2')).toMatchObject({ statusCode: 200 });

  expect(done).toEqual(['ada at c1', 'ada at c2']);
});

test.each([undefined, '', 'good.token', 'bellhop-live', 'bellhop-live, bad.token', 'another, good.token'])(
  'who says %j is refused',
  async (protocols) => {
    const { done, on } = aSocket();

    expect(await on('CONNECT', protocols)).toEqual({ statusCode: 401 });

    expect(done).toEqual([]);
  },
);

test('what ends is forgotten, what is said is taken, and what fails is a 500', async () => {
  const { done, on } = aSocket();

  expect(await on('DISCONNECT')).toEqual({ statusCode: 200 });
  expect(await on('MESSAGE')).toEqual({ statusCode: 200 });
  expect(await on('CONNECT', 'bellhop-live, good.token', 'broken')).toEqual({ statusCode: 500 });

  expect(done).toEqual(['c1 gone']);
});
