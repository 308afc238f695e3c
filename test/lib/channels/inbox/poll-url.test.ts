import { exposedHeaders } from '../../../../contract/http/routes.ts';
import { synthesized } from '../../synthesized.ts';
import { allOf, type Template } from '../../template.ts';

const settings = { stage: 'prod', fromAddress: 'hello@example.com', allowedOrigins: 'https://app.example.com' };
const { template: off } = await synthesized(settings);
const { template: on } = await synthesized({ ...settings, feedUrl: 'on', live: 'on' });

function functionsOf(template: Template, handler: string) {
  return Object.values(allOf(template, 'AWS::Lambda::Function'))
    .map(({ Properties }) => Properties)
    .filter(({ Description }) => String(Description).endsWith(`${handler}.ts`));
}

test('without feedUrl there is no function URL, and no concurrency is set apart', () => {
  expect(allOf(off, 'AWS::Lambda::Url')).toEqual({});
  expect(JSON.stringify(off)).not.toMatch(/ReservedConcurrentExecutions|FEED_URL|X-Feed-Url/);
});

test('with it a small function answers polls and nothing else, at most ten at once', () => {
  expect(functionsOf(on, 'inbox/poll-feed')).toMatchObject([
    {
      MemorySize: 256,
      ReservedConcurrentExecutions: 10,
      LoggingConfig: { SystemLogLevel: 'WARN' },
      Environment: { Variables: { TOKEN_AUDIENCE: 'bellhop', LIVE_URL: on.Outputs.LiveUrl?.Value } },
    },
  ]);
  const [policy] = Object.entries(allOf(on, 'AWS::IAM::Policy')).filter(([id]) => id.startsWith('PollsPollFeed'));
  const actions = [...JSON.stringify(policy).matchAll(/dynamodb:(\w+)/g)].map(([, action]) => action);
  expect(actions).toEqual(['GetItem', 'UpdateItem', 'Query']); // what was snoozed comes back by a poll
});

test("only the owner's pages may ask there, for what they may read at the API as well", () => {
  expect(Object.values(allOf(on, 'AWS::Lambda::Url')).map(({ Properties }) => Properties)).toMatchObject([
    {
      AuthType: 'NONE', // the function checks the user's token
      Cors: {
        AllowOrigins: ['https://app.example.com'],
        AllowMethods: ['GET'],
        AllowHeaders: ['Authorization', 'If-None-Match'],
        ExposeHeaders: [...exposedHeaders, 'X-Feed-Url', 'X-Live-Url'],
      },
    },
  ]);
});

test('answers of the API say where it is', () => {
  const [feed] = functionsOf(on, 'inbox/feed');

  expect(feed).toMatchObject({ Environment: { Variables: { FEED_URL: on.Outputs.FeedUrl?.Value } } });
});

test("with an issuer of the owner's own the function knows whom tokens are for, and may read no secret", async () => {
  const { template: issued } = await synthesized({
    ...settings,
    feedUrl: 'on',
    tokenIssuer: 'https://login.example.com/',
    audience: 'shop',
  });

  expect(functionsOf(issued, 'inbox/poll-feed')).toMatchObject([
    { Environment: { Variables: { TOKEN_ISSUER: 'https://login.example.com/', TOKEN_AUDIENCE: 'shop' } } },
  ]);
  expect(JSON.stringify(Object.values(allOf(issued, 'AWS::IAM::Policy')))).not.toContain('token-secret');
});
