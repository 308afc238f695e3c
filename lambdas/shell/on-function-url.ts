import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * The same handler behind a function URL, whose events are API Gateway's but for the route: that is the method and the path, for routes
 * without parameters. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function onFunctionUrl(handler: Handler): Handler {
  return (event, context) => {
    const routeKey = `${event.requestContext.http.method} ${event.rawPath}`;
    return handler({ ...event, routeKey }, context);
  };
}
