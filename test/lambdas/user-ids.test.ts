import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { mintedTokens, providedTokens } from '../../adapters/jose/user-tokens.ts';
import { memorySigningSecret } from '../../adapters/memory/access/signing-secret.ts';
import type { Route } from '../../contract/http/route.ts';
import { routes } from '../../contract/http/routes.ts';
import { IngestMessage } from '../../contract/publishing/queue-messages.ts';
import { validateRecipients } from '../../core/publishing/rules/validate-recipients.ts';
import { byUserToken } from '../../lambdas/shell/http-identity.ts';
import { parseInput } from '../../lambdas/shell/http-input.ts';
import { aMoment } from '../world.ts';

const forbidden = /^must not contain "#", "\/", "\?" or control characters, begin or end with a space, or be "\." or "\.\."$/;

/** Ids that no user may have, and what whoever uses one is told. */
const bad: [string, string, RegExp][] = [
  ['with "#", which would break keys', 'a#b', forbidden],
  ['with "/", which would break paths', 'A/b', forbidden],
  ['with "?", which would break paths', 'a?b', forbidden],
  ['with a control character', 'a\u0000b', forbidden],
  ['with a line break', 'a\nb', forbidden],
  ['with half a character', 'a\ud800b', forbidden],
  ['that begins with a space', ' ada', forbidden],
  ['that ends with a space', 'ada ', forbidden],
  ['that a path would leave by', '..', forbidden],
  ['that a path would stay at', '.', forbidden],
  ['of 129 characters', 'a'.repeat(129), /128/],
  ['of none', '', /1 character|must not/],
];

/** The routes that name a user in their path, and under which name. */
const paths = Object.entries(routes as Record<string, Route>).flatMap(([name, route]): [string, Route, 'id' | 'user'][] => {
  if (route.path.startsWith('/v1/users/{id}')) return [[name, route, 'id']];
  return route.path.includes('{user}') ? [[name, route, 'user']] : [];
});

const run = {
  version: 1,
  requestId: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D',
  requestedAt: aMoment.toISOString(),
  workflow: 'message',
  data: {},
  test: false,
};

function callOf({ path }: Route, name: 'id' | 'user', id: string): APIGatewayProxyEventV2 {
  const others = {
    ...(path.includes('{device}') && { device: 'dev_Zr3oT0mYv9aKq1Lx' }),
    ...(path.includes('{connection}') && { connection: 'team' }),
  };
  const pathParameters = name === 'user' ? { topic: 'news', user: id } : { id, ...others };
  return { pathParameters, headers: {} } as unknown as APIGatewayProxyEventV2;
}

function problemOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test('the routes that name a user are found, and take one who may be', () => {
  expect(paths.length).toBeGreaterThan(7);
  for (const [, route, name] of paths) {
    const { params } = parseInput({ ...route, body: undefined } as Route, callOf(route, name, 'ada@example.com'));
    expect(params).toMatchObject({ [name]: 'ada@example.com' });
  }
});

describe.each(bad)('a user id %s', (_, id, detail) => {
  test.each(paths)('is refused by %s, which says why', (_name, route, name) => {
    expect(problemOf(() => parseInput(route, callOf(route, name, id)))).toMatchObject({
      code: 'not_found',
      places: expect.arrayContaining([{ pointer: `/${name}`, detail: expect.stringMatching(detail) }]),
    });
  });

  test('is refused as a recipient, however it is named, whichever way the publish or dry run came', () => {
    const { candidates, refused } = validateRecipients([id, { id, email: 'ada@example.com' }]);

    expect(candidates).toEqual([]);
    expect(refused).toMatchObject([
      { code: 'recipient_invalid', pointer: '/recipients/0', detail: expect.stringMatching(detail) },
      { code: 'recipient_invalid', pointer: '/recipients/1/id', detail: expect.stringMatching(detail) },
    ]);
  });

  test.each([
    ['notify', { type: 'notify', ...run, userId: id }],
    ['fan-out', { type: 'fan-out', ...run, userIds: ['ada', id] }],
    ['fan-out-recipients', { type: 'fan-out-recipients', ...run, runs: [{ userId: id }] }],
    ['fan-out-topic', { type: 'fan-out-topic', ...run, topic: 'news', after: id }],
    ['broadcast', { type: 'broadcast', ...run, audience: { all: true }, after: id }],
    ['digest', { type: 'digest', version: 1, userId: id, cadence: 'daily', number: 1, dueAt: aMoment.toISOString() }],
  ])('is refused in a %s message', (_name, message) => {
    expect(IngestMessage.safeParse(message).success).toBe(false);
  });

  test("is refused as the sub of a token, of our own or of an identity provider's, which says why", async () => {
    const now = () => aMoment;
    const own = mintedTokens(memorySigningSecret());
    const { token } = await own.mint(id, aMoment);
    const provided = providedTokens('https://login.example.com/');
    const claims = { jwt: { claims: { sub: id }, scopes: [] } } as never;
    const asked = [
      byUserToken(own, now)({ headers: { authorization: `Bearer ${token}` }, requestContext: {} }),
      byUserToken(provided, now)({ headers: {}, requestContext: { authorizer: claims } }),
    ];

    for (const answer of await Promise.allSettled(asked)) {
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'unauthorized' } });
      expect((answer as PromiseRejectedResult).reason.message).toMatch(/^the token's "sub" is no user id: /);
    }
  });
});
