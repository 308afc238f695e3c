import { CannotDo } from '../cannot-do.ts';
import type { Finding } from './check.ts';
import { NotDeployed } from './not-deployed.ts';

/** Errors by what to do about them; names as the SDK gives them, which differ by service. */
const kinds = [
  {
    names: /AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized/,
    mend: 'Let whoever runs this look: AWS names the action that is missing, and ReadOnlyAccess has them all.',
  },
  { names: /Throttl|TooManyRequests|LimitExceeded|SlowDown/, mend: 'AWS was asked too often: run it again in a minute.' },
  {
    names: /Credentials|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|Token/,
    mend: 'See the check "credentials".',
  },
  {
    names: /ENOTFOUND|EAI_AGAIN|ECONN|Timeout|Networking|no answer/,
    mend: 'See whether this machine reaches AWS, and run it again.',
  },
];

/** What to say of a check that could not look: that there is no stack yet, or why nobody can tell. */
export function explainFailure(error: unknown): Finding {
  if (error instanceof NotDeployed) return { verdict: 'not-yet', found: error.message, mend: error.mend };
  if (error instanceof CannotDo) return { verdict: 'cannot-tell', found: error.message };

  const { name, code, message } = describe(error);
  const kind = kinds.find(({ names }) => [name, code, message].some((text) => names.test(text)));
  return {
    verdict: 'cannot-tell',
    found: message === '' ? name : message,
    mend: kind?.mend ?? 'Run it again; if it stays, report this line.',
  };
}

function describe(error: unknown): { name: string; code: string; message: string } {
  const {
    name = '',
    code = '',
    message = '',
    errors = [],
  } = (error ?? {}) as Record<'name' | 'code' | 'message', string> & {
    errors?: unknown[]; // of every address of a host that was tried in vain
  };
  return { name, code, message: message || String(errors[0] ?? error) };
}
