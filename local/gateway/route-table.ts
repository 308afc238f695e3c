/** A route as API Gateway keys it: `GET /v1/users/{id}`, `ANY /files/{path+}` or `$default`. */
export type RouteKey = string;

/** The route for a request, and what its path variables stand for. */
export type RouteMatch = { routeKey: RouteKey; pathParameters: Record<string, string> };

/**
 * Finds the route for a request as an HTTP API does: the most specific one wins, a greedy variable comes after all others,
 * `$default` last. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * `path` is already decoded, as API Gateway has it before it looks: an encoded slash divides.
 */
export function findRoute(routeKeys: readonly RouteKey[], method: string, path: string): RouteMatch | undefined {
  const fitting = routeKeys.flatMap((routeKey) => {
    const match = matchRoute(routeKey, method, path);
    return match ? [match] : [];
  });
  return fitting.sort((a, b) => specificity(b.routeKey).localeCompare(specificity(a.routeKey)))[0];
}

function matchRoute(routeKey: RouteKey, method: string, path: string): RouteMatch | undefined {
  if (routeKey === '$default') return { routeKey, pathParameters: {} };
  const [routeMethod, pattern = ''] = routeKey.split(' ');
  if (routeMethod !== method && routeMethod !== 'ANY') return undefined;

  const wanted = pattern.split('/');
  const given = path.split('/');
  const pathParameters: Record<string, string> = {};
  for (const [n, part] of wanted.entries()) {
    const variable = /^\{(.+?)(\+?)\}$/.exec(part);
    const value = variable?.[2] ? given.slice(n).join('/') : (given[n] ?? '');
    if (variable ? value === '' : value !== part) return undefined;
    if (variable?.[1]) pathParameters[variable[1]] = value;
    if (variable?.[2]) return { routeKey, pathParameters };
  }
  return wanted.length === given.length ? { routeKey, pathParameters } : undefined;
}

/** Sorts by how much of the path is fixed, segment by segment: fixed, variable, greedy; a method before ANY. */
function specificity(routeKey: RouteKey): string {
  if (routeKey === '$default') return '';
  const [method, pattern = ''] = routeKey.split(' ');
  const segments = pattern.split('/').map((part) => (part.endsWith('+}') ? '1' : part.startsWith('{') ? '2' : '3'));
  return `${segments.join('')}${method === 'ANY' ? '1' : '2'}`;
}
