import { readSettings } from '../../contract/settings.ts';
import type { ChatProviders } from '../../core/channels/chat/ports/chat-providers.ts';
import type { WebhookCalls } from '../../core/webhooks/ports/webhooks.ts';
import { discordProvider } from './discord/discord-provider.ts';
import { providerConnections } from './provider-connections.ts';
import { slackProvider } from './slack/slack-provider.ts';
import { teamsProvider } from './teams/teams-provider.ts';
import { webhookChatProvider } from './webhook-chat/webhook-chat-provider.ts';

/** How each service of chats is reached; webhooks of the owner's own by what reaches no address that they may not have. */
export function chatProviders({ timeoutSeconds, calls }: { timeoutSeconds: number; calls: WebhookCalls }): ChatProviders {
  const { CHAT_ENDPOINT_URL: endpointUrl } = readSettings('CHAT_ENDPOINT_URL');
  const options = { connections: providerConnections(), timeoutSeconds, endpointUrl };
  return {
    slack: slackProvider(options),
    teams: teamsProvider(options),
    discord: discordProvider(options),
    webhook: webhookChatProvider(calls),
  };
}
