import { stages } from '../../../../lib/stage.ts';
import { synthesized } from '../../synthesized.ts';
import { allOf, type Resource, type Template } from '../../template.ts';

const origins = { allowedOrigins: 'https://app.example.com' };
const settings = { stage: 'prod', fromAddress: 'hello@example.com', ...origins };
const { template: off } = await synthesized(settings);
const { template: on } = await synthesized({ ...settings, live: 'on' });

const policiesOf = (template: Template, construct: string) =>
  Object.entries(allOf(template, 'AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith(construct))
    .map(([, { Properties }]) => JSON.stringify(Properties));

const environmentOf = (template: Template, construct: string) =>
  Object.entries(allOf(template, 'AWS::Lambda::Function'))
    .filter(([id]) => id.startsWith(construct))
    .map(([, { Properties }]) => (Properties.Environment as { Variables: Record<string, unknown> }).Variables);

/** The resources of the one WebSocket API, of a type. */
function ofSockets(type: string): Resource[] {
  const [api] = Object.entries(allOf(on, 'AWS::ApiGatewayV2::Api')).filter(
    ([, { Properties }]) => Properties.ProtocolType === 'WEBSOCKET',
  );
  const all = Object.values(allOf(on, type)).filter(
    ({ Properties }) => (Properties.ApiId as { Ref?: string } | undefined)?.Ref === api?.[0],
  );
  expect(all.length).toBeGreaterThan(0);
  return all;
}

test('without live there is one API, no WebSocket, and nobody may write to connections', () => {
  expect(Object.values(allOf(off, 'AWS::ApiGatewayV2::Api'))).toHaveLength(1);
  expect(JSON.stringify(off)).not.toMatch(/WEBSOCKET|ManageConnections|LIVE_URL|X-Live-Url/);
});

test('with live a function notes who connects, and what browsers say reaches none', () => {
  const routes = ofSockets('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);
  const integrations = ofSockets('AWS::ApiGatewayV2::Integration').map(({ Properties }) => Properties.IntegrationType);

  expect(routes.sort()).toEqual(['$connect', '$default', '$disconnect']);
  expect(integrations.sort()).toEqual(['AWS_PROXY', 'AWS_PROXY', 'MOCK']);
  expect(policiesOf(on, 'LiveConnections')).toEqual([
    expect.stringContaining('["dynamodb:GetItem","dynamodb:UpdateItem","dynamodb:BatchWriteItem"]'),
  ]);
});

test('connections are throttled as the calls of users are', () => {
  const { perSecond, burst } = stages.prod.throttle.user;

  expect(ofSockets('AWS::ApiGatewayV2::Stage').map(({ Properties }) => Properties.DefaultRouteSettings)).toEqual([
    { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst },
  ]);
});

test('only what changes inboxes may tell browsers, and polls say where to connect', () => {
  const { Value: url } = on.Outputs.LiveUrl ?? { Value: undefined };
  const may = Object.keys(allOf(on, 'AWS::IAM::Policy')).filter((id) => policiesOf(on, id)[0]?.includes('ManageConnections'));

  expect(may).toEqual([expect.stringMatching(/^IntakeDispatch/), expect.stringMatching(/^DoorsFeed/)]);
  for (const construct of ['IntakeDispatch', 'DoorsFeed']) {
    expect(environmentOf(on, construct)).toEqual([expect.objectContaining({ LIVE_URL: url })]);
    expect(policiesOf(on, construct).join()).toMatch(/"\/live\/POST\/@connections\/\*"/);
  }
  expect(JSON.stringify(allOf(on, 'AWS::ApiGatewayV2::Api'))).toContain('"X-Live-Url"');
});

test('Lambda says of the function what went wrong, and keeps it no longer than any other', () => {
  const [live] = Object.values(allOf(on, 'AWS::Lambda::Function')).filter(({ Properties }) =>
    String(Properties.Description).endsWith('inbox/live.ts'),
  );

  expect(live?.Properties.LoggingConfig).toMatchObject({ SystemLogLevel: 'WARN' });
  expect(new Set(Object.values(allOf(on, 'AWS::Logs::LogGroup')).map(({ Properties }) => Properties.RetentionInDays))).toEqual(
    new Set([stages.prod.logRetentionDays]),
  );
});
