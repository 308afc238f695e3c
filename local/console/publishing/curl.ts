import { apiKeys } from '../api/call.ts';
import { stage } from '../api/stage.ts';
import type { Publish } from './publish-form.ts';

/** The command that makes the same call from a shell. */
export function curlLine({ request, key }: Publish): string {
  const bearer = stage.is_local ? `'Authorization: Bearer ${apiKeys[key]}'` : '"Authorization: Bearer $BELLHOP_API_KEY"';
  return [
    `curl -sS ${stage.is_local ? location.origin : stage.api}/v1/notifications`,
    `-H ${bearer}`,
    "-H 'Content-Type: application/json'",
    `-d ${quoted(JSON.stringify(request))}`,
  ].join(' \\\n  ');
}

/** In single quotes a shell reads everything as it is, save the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
