import * as z from 'zod';
import { notHere } from './not-here.ts';

/** Which pages may call an API, or a function at its URL. */
export const corsConfiguration = z.strictObject({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
  AllowCredentials: z.boolean().optional(),
});

/** The resource types of an HTTP or WebSocket API: see `liveTypes`. */
export const apiTypes = {
  'AWS::ApiGatewayV2::Api': z.strictObject({
    Name: z.string(),
    ProtocolType: z.enum(['HTTP', 'WEBSOCKET']),
    RouteSelectionExpression: notHere, // what browsers say goes nowhere
    CorsConfiguration: corsConfiguration.optional(),
    Description: notHere,
    DisableExecuteApiEndpoint: notHere,
    Tags: notHere,
  }),
  'AWS::ApiGatewayV2::Integration': z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.enum(['AWS_PROXY', 'MOCK']),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0').optional(), // a WebSocket API knows no other
    RequestTemplates: notHere, // what a mock answers is said to nobody
    TimeoutInMillis: z.number().default(30_000), // the default and the most an HTTP API allows
    IntegrationMethod: notHere,
  }),
  'AWS::ApiGatewayV2::Authorizer': z.strictObject({
    ApiId: z.string(),
    Name: z.string(),
    AuthorizerType: z.literal('JWT'),
    IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
    JwtConfiguration: z.strictObject({ Audience: z.array(z.string()), Issuer: z.string() }),
  }),
  'AWS::ApiGatewayV2::Route': z.strictObject({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string(),
    AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
    AuthorizerId: z.string().optional(),
  }),
  'AWS::ApiGatewayV2::Stage': z.strictObject({
    ApiId: z.string(),
    StageName: z.enum(['$default', 'live']),
    AutoDeploy: z.literal(true),
    AccessLogSettings: notHere,
    DefaultRouteSettings: notHere, // API Gateway's own throttling; the limit per key is the handlers' and works here
    RouteSettings: notHere,
    Tags: notHere,
  }),
} as const;
