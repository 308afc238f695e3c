import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { routes } from '../../contract/http/routes.ts';
import { Refused } from '../../core/errors.ts';

/** What to answer a call that no route takes: 405 with the methods that its path has, or 404. RFC 9110 section 15.5.6. */
export function refuseStray({ rawPath, requestContext }: APIGatewayProxyEventV2): Refused {
  const allowed = methodsAt(rawPath);
  if (allowed.length === 0)
    return new Refused('not_found', 'there is nothing at this path; docs/openapi.json lists what there is');

  const Allow = allowed.join(', ');
  return new Refused('method_not_allowed', `this path does not take ${requestContext.http.method}, but ${Allow}`, {
    headers: { Allow },
  });
}

function methodsAt(path: string): string[] {
  const given = path.split('/');
  const fitting = Object.values(routes).filter((route) => fits(route.path.split('/'), given));
  return [...new Set(fitting.map(({ method }) => method))].sort();
}

function fits(wanted: readonly string[], given: readonly string[]): boolean {
  return (
    wanted.length === given.length && wanted.every((part, n) => (part.startsWith('{') ? given[n] !== '' : part === given[n]))
  );
}
