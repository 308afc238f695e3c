import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type CfnStage,
  type CorsHttpMethod,
  DomainName,
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
  type ThrottleSettings,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { capitalize } from '../../contract/capitalize.ts';
import type { Caller, Route } from '../../contract/http/route.ts';
import { acceptedHeaders, exposedHeadersFor, type RouteHandler, routes } from '../../contract/http/routes.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage, Throttle } from '../stage.ts';
import type { HttpHandlers } from './http-handlers.ts';

export type ApiProps = { stage: Stage; owner: OwnerSettings; handlers: HttpHandlers };

/** Which function answers what no route takes. */
const strayHandler = 'operations/health';

/** What such calls may take, of all who make them: they are mistakes and scanners, and no more than this of them is paid for. */
const strayThrottle: Throttle = { perSecond: 5, burst: 10 };

/** The HTTP API: each route of the contract leads to its handler, and one more takes what none of them does. */
export class Api extends Construct {
  readonly http: HttpApi;
  /** The address that callers and links use, without a slash at its end. */
  readonly url: string;
  /** What the owner's own domain points to, where there is one. */
  readonly hostBehindDomain: string | undefined;

  constructor(scope: Construct, id: string, { stage, owner, handlers }: ApiProps) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', {
      apiName: `bellhop-${stage.name}`,
      createDefaultStage: false,
      ...corsFor(owner),
    });
    const authorizer = authorizerFor(owner);
    const served = Object.entries<Route & { handler: RouteHandler }>(routes).flatMap(([name, route]) => {
      const integration = handlers.integrationOf(route.handler);
      return integration === undefined ? [] : [{ name, route, integration }];
    });
    const added = served.map(({ name, route, integration }) => {
      const httpRoute = new HttpRoute(this, capitalize(name), {
        httpApi: this.http,
        routeKey: HttpRouteKey.with(route.path, route.method as HttpMethod),
        integration,
        ...(route.caller === 'user' && authorizer !== undefined && { authorizer }),
      });
      Validations.of(httpRoute).acknowledge({ id: 'AwsSolutions-APIG4', reason: whyOpen[route.caller] });
      return httpRoute;
    });
    added.push(this.addStrayRoute(handlers));
    // API Gateway refuses settings of a route that does not exist yet
    const httpStage = this.addStage(
      stage,
      served.map(({ route }) => route),
    );
    httpStage.node.addDependency(...added);

    this.hostBehindDomain = this.addDomain(owner, httpStage);
    this.url = owner.apiDomain === undefined ? this.http.apiEndpoint : `https://${owner.apiDomain}`;
  }

  /** What no route takes gets an answer like all others. It goes to the smallest function, as one of its own would always start cold. */
  private addStrayRoute(handlers: HttpHandlers): HttpRoute {
    const integration = handlers.integrationOf(strayHandler);
    if (integration === undefined) throw new Error(`${strayHandler} is in no stack`);
    const route = new HttpRoute(this, 'Stray', { httpApi: this.http, routeKey: HttpRouteKey.DEFAULT, integration });
    Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: 'It answers that there is nothing, to whoever asks.' });
    return route;
  }

  /** Serves the API under the owner's own host name. AWS's goes on answering, for links in e-mails that are out: docs/custom-domain.md. */
  private addDomain({ apiDomain, apiCertificateArn }: OwnerSettings, stage: HttpStage): string | undefined {
    if (apiDomain === undefined || apiCertificateArn === undefined) return undefined;

    const domainName = new DomainName(this, 'Domain', {
      domainName: apiDomain,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', apiCertificateArn),
    });
    new ApiMapping(this, 'DomainMapping', { api: this.http, domainName, stage });
    return domainName.regionalDomainName;
  }

  /** One stage that deploys itself, each route throttled by who calls it; its log says which route, never which user. */
  private addStage(stage: Stage, served: readonly Route[]): HttpStage {
    const logGroup = new LogGroup(this, 'AccessLog', {
      // the name keeps the account's log delivery policy from outgrowing its limit:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
      logGroupName: `/aws/vendedlogs/bellhop-${stage.name}/http`,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const httpStage = new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle: toThrottle(strayThrottle),
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: AccessLogFormat.custom(accessLogLine) },
    });
    (httpStage.node.defaultChild as CfnStage).routeSettings = throttlePerRoute(stage, served);
    return httpStage;
  }
}

/**
 * A bucket a route, so that inboxes which poll take nothing from those who publish. By route key:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
function throttlePerRoute({ throttle }: Stage, served: readonly Route[]): Record<string, object> {
  const byKey = served.map(({ method, path, caller }) => [`${method} ${path}`, throttle[caller]] as const);
  return Object.fromEntries(
    [...byKey, ['$default', strayThrottle] as const].map(([routeKey, each]) => {
      const { rateLimit, burstLimit } = toThrottle(each);
      return [routeKey, { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit }];
    }),
  );
}

function toThrottle({ perSecond, burst }: Throttle): Required<ThrottleSettings> {
  return { rateLimit: perSecond, burstLimit: burst };
}

const accessLogLine = JSON.stringify({
  at: '$context.requestTime',
  request: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  error: '$context.error.message',
});

/** Why a route needs no authorizer of API Gateway's. */
const whyOpen: Record<Caller, string> = {
  server: 'The function checks the API key against its stored hash; HTTP APIs know no API keys of their own.',
  user: 'Without an issuer of the owner, the function verifies the user token that Bellhop signed.',
  anyone: 'Says whether the API answers and nothing else, for uptime checks; or is opened by a signed link in an e-mail.',
};

function authorizerFor({ tokenIssuer, audience }: OwnerSettings): IHttpRouteAuthorizer | undefined {
  return tokenIssuer === undefined ? undefined : new HttpJwtAuthorizer('Users', tokenIssuer, { jwtAudience: [audience] });
}

function corsFor(owner: OwnerSettings) {
  const { allowedOrigins } = owner;
  if (allowedOrigins.length === 0) return {};

  return {
    corsPreflight: {
      allowOrigins: allowedOrigins,
      allowMethods: [...new Set(Object.values(routes).map(({ method }) => method as CorsHttpMethod))],
      allowHeaders: [...acceptedHeaders],
      exposeHeaders: exposedHeadersFor(owner),
      maxAge: Duration.hours(2), // the longest that Chromium allows
    },
  };
}
