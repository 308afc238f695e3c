import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { Refused } from '../../core/errors.ts';
import { asAnyone } from '../../lambdas/shell/http-identity.ts';
import { onHttp } from '../../lambdas/shell/on-http.ts';

test.each(['accept-language', 'Accept-Language', 'ACCEPT-LANGUAGE'])('a header is found when it is written %s', async (name) => {
  const seen: (string | undefined)[] = [];
  const handler = onHttp(
    {
      showUnsubscribe: async ({ header }) => {
        seen.push(header('Accept-Language'));
        throw new Refused('not_found', 'it has seen enough');
      },
    },
    { anyone: asAnyone },
  );

  await handler(
    {
      routeKey: 'GET /u/{token}',
      headers: { [name]: 'de-CH' },
      pathParameters: { token: 'AaA150uSsDbKUhOzMgqqdSycBO6qZW1haWw' },
      requestContext: { requestId: 'r-1' },
    } as unknown as APIGatewayProxyEventV2 & { requestContext: never },
    {} as Context,
  );

  expect(seen).toEqual(['de-CH']);
});
