import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { makeDemo } from '../../local/demo-server/demo.ts';
import { noFaults } from '../../local/emulators/providers/faults.ts';
import { openOutbox } from '../../local/emulators/providers/outbox.ts';
import { aSesAccount } from '../../local/emulators/providers/ses.ts';
import { makeApi } from '../../local/gateway/api.ts';
import type { LocalDeps } from '../../local/gateway/local-deps.ts';
import { keepRefusedOrigins } from '../../local/gateway/refused-origins.ts';
import { startGateway } from '../../local/gateway/server.ts';
import { claimPorts } from '../../local/ports.ts';
import { readTemplate } from '../../local/template/blueprint.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';
import { aFunction, aTemplate, place } from './a-template.ts';

/** What the function behind every route does with an event. */
export type Behaviour = (event: APIGatewayProxyEventV2) => Promise<unknown>;

/** A template with an API, its routes each leading to one function. */
export function anApi(routeKeys: string[], more: { cors?: object; issuer?: string; timeoutMs?: number } = {}) {
  const integration = {
    ApiId: { Ref: 'Api' },
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': ['Fn', 'Arn'] },
    PayloadFormatVersion: '2.0',
    ...(more.timeoutMs && { TimeoutInMillis: more.timeoutMs }),
  };
  const jwt = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Users' } };
  const routes = routeKeys.map((RouteKey, n) => [
    `Route${n}`,
    {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey,
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
        ...(more.issuer && RouteKey.includes('/me') && jwt),
      },
    },
  ]);
  return aTemplate({
    Fn: aFunction(),
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: 'api', ProtocolType: 'HTTP', ...(more.cors !== undefined && { CorsConfiguration: more.cors }) },
    },
    Integration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: integration },
    ...(more.issuer && { Users: anAuthorizer(more.issuer) }),
    ...Object.fromEntries(routes),
  });
}

function anAuthorizer(Issuer: string) {
  return {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: { Ref: 'Api' },
      Name: 'users',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['bellhop'], Issuer },
    },
  };
}

/** A gateway on a free port over such a template; `deps` are the parts of the local system that it shows. */
export async function aGateway(template: unknown, behave: Behaviour, localSystem: Partial<LocalDeps> = {}) {
  const { http: port } = await claimPorts(0);
  const blueprint = readTemplate(template, place);
  const told: string[] = [];
  const refused = keepRefusedOrigins({ tell: (line) => void told.push(line) });
  const nothing: LocalDeps = {
    outbox: openOutbox(`${scratchFolder()}/outbox`),
    mailReaders: { open: () => false, follow: async () => undefined },
    faults: noFaults(),
    sesAccount: aSesAccount(),
    events: () => [],
    channels: () => [],
    queues: () => [],
    functions: () => [],
    kill: () => undefined,
    jobs: async () => [],
    run: () => undefined,
    refusedOrigins: () => refused.list(),
    users: async () => [],
    topics: async () => [],
    waiting: async () => [],
    recent: async () => [],
    paused: async () => [],
    workflows: () => ({ data: [] }),
    sampleEvent: async () => undefined,
    sampleNames: () => [],
    stack: () => ({ outputs: {}, environment: {}, settings: {} }),
    view: async () => undefined,
    callApi: async () => ({ status: 404, body: {} }),
  };
  const deps: LocalDeps = { ...nothing, ...localSystem };
  const api = makeApi(blueprint, (_arn, event) => behave(event as APIGatewayProxyEventV2), refused);
  const demo = makeDemo({ api: `http://127.0.0.1:${port}`, pushService: 'http://127.0.0.1:1', dataFolder: scratchFolder() });
  const gateway = await startGateway({ port, api, localSystem: deps, demo, openapiFile: `${scratchFolder()}/none.json` });
  return { port, deps, told, stop: gateway.stop };
}
