import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Problem, problems } from '../../contract/http/problems.ts';
import { Refused, RetryableError } from '../../core/errors.ts';
import type { LogIds } from './ids/log-ids.ts';
import { logFailure } from './log.ts';

/** An error as the caller sees it: RFC 9457, a code and never stack text. What is our fault is logged here, once. */
export function toProblemAnswer(error: unknown, ids: LogIds): APIGatewayProxyStructuredResultV2 {
  const refused = error instanceof Refused ? error : ourFault(error, ids);
  const { status, title } = problems[refused.code];
  const problem: Problem = {
    type: `urn:bellhop:problem:${refused.code}`,
    title,
    status,
    code: refused.code,
    detail: refused.message,
    ...(refused.places.length > 0 && { errors: [...refused.places] }),
  };
  return {
    statusCode: status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...refused.headers },
    body: JSON.stringify(problem),
  };
}

function ourFault(error: unknown, ids: LogIds): Refused {
  logFailure('http call failed', ids, error);
  if (error instanceof RetryableError) {
    return new Refused('unavailable', 'try again in a few seconds', { headers: { 'Retry-After': '2' } });
  }
  return new Refused('internal', 'this is our fault and has been logged; the same call may be tried again');
}
