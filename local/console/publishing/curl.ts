import { apiKeys } from '../api/call.ts';
import type { Publish } from './publish-form.ts';

/** The command that makes the same call from a shell. */
export function curlLine({ request, key }: Publish): string {
  return [
    `curl -sS ${location.origin}/v1/notifications`,
    `-H 'Authorization: Bearer ${apiKeys[key]}'`,
    "-H 'Content-Type: application/json'",
    `-d ${quoted(JSON.stringify(request))}`,
  ].join(' \\\n  ');
}

/** In single quotes a shell reads everything as it is, save the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
