import * as z from 'zod';
import type { ChatAnswer, ChatProvider } from '../../../core/channels/chat/ports/chat-providers.ts';
import { teamsMessage } from '../../../core/channels/chat/rules/teams-card.ts';
import { parseJson } from '../../../core/http/rules/parse-json.ts';
import { type ChatPostOptions, postChat, refusedPost } from '../chat-post.ts';
import type { HttpAnswer } from '../post-once.ts';

/** An error of a workflow's trigger: `{"error":{"code":"WorkflowNotFound","message":"…"}}`. */
const Failed = z.object({ error: z.object({ code: z.string().max(80) }) });

/**
 * Posts to workflows of Microsoft Teams, which take a message and put it into the channel in their own time:
 * https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498
 */
export function teamsProvider(options: ChatPostOptions): ChatProvider {
  return {
    post: ({ url, copy, origin: { notificationId } }) =>
      postChat({ url, message: teamsMessage(copy), notificationId }, teamsAnswer, options),
  };
}

/**
 * Decides what a workflow's answer amounts to; it says 202, and whose run it was in a header:
 * https://learn.microsoft.com/en-us/azure/connectors/connectors-native-reqres
 */
export function teamsAnswer(answer: HttpAnswer): ChatAnswer {
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) {
    const run = headers?.['x-ms-workflow-run-id'];
    return { outcome: 'sent', providerId: typeof run === 'string' && /^[\w-]{1,64}$/.test(run) ? run : 'teams' };
  }
  const json = parseJson(body);
  const code = json.ok ? Failed.safeParse(json.value).data?.error.code : undefined;
  const said = code !== undefined && goneCodes.has(code) ? code : status; // no other word of it: it is anybody's text
  if (status === 404 || status === 410 || goneCodes.has(code ?? '')) return { outcome: 'gone', detail: `Teams says ${said}` };
  return refusedPost(answer, { name: `Teams ${said}` });
}

/**
 * Codes of a workflow that was removed or switched off, or whose URL was made anew since:
 * https://learn.microsoft.com/en-us/azure/logic-apps/logic-apps-securing-a-logic-app#regenerate-access-keys
 */
const goneCodes = new Set([
  'WorkflowNotFound',
  'WorkflowTriggerNotFound',
  'WorkflowTriggerIsNotEnabled',
  'WorkflowDisabled',
  'DirectApiAuthorizationRequired',
  'DirectApiInvalidAuthorizationScheme',
  'InvalidSharedAccessSignature',
  'AuthorizationFailed',
]);
