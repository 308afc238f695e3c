import type { ChatCopy } from '../../../../contract/channels/chat/copy.ts';
import { cutText } from './cut-text.ts';

type DiscordField = { name: string; value: string; inline: boolean };
type DiscordEmbed = { title: string; description?: string; url?: string; fields?: DiscordField[] };

/** What is posted to a webhook of Discord: https://docs.discord.com/developers/resources/webhook#execute-webhook */
export type DiscordMessage = { embeds: [DiscordEmbed]; allowed_mentions: { parse: [] } };

/** The longest that Discord takes, in characters: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const longest = { title: 256, description: 4096, all: 6000 };
const mostFields = 25;
/** Shorter than the 256 and 1024 that Discord takes: ten fields leave room for a text. */
const longestField = { name: 90, value: 400 };

/**
 * Writes a message as an embed, whose title is the link. Its text is read as Markdown, so what would be mark-up is escaped; and mentions
 * in it are no mentions. What is beyond the sum of all is cut off the description.
 */
export function discordMessage({ title, body, fields = [], actionUrl }: ChatCopy): DiscordMessage {
  const heading = cutEscaped(title, longest.title);
  const shown = fields.slice(0, mostFields).map(({ name, value }) => ({
    name: cutEscaped(name, longestField.name),
    value: cutEscaped(value, longestField.value),
    inline: value.length <= 40, // what is short stands beside others
  }));
  const taken = heading.length + shown.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  const description = cutEscaped(body, Math.min(longest.description, longest.all - taken));
  const embed: DiscordEmbed = {
    title: heading,
    ...(description !== '' && { description }),
    ...(actionUrl !== undefined && { url: actionUrl }),
    ...(shown.length > 0 && { fields: shown }),
  };
  return { embeds: [embed], allowed_mentions: { parse: [] } };
}

/** Escapes a text and cuts it, so that it is not too long with what was added and no sign loses the backslash before it. */
function cutEscaped(text: string, most: number): string {
  if (most <= 0) return '';
  for (let kept = Math.min(text.length, most); kept > 0; ) {
    const written = escaped(cutText(text, kept));
    if (written.length <= most) return written;
    kept -= Math.max(1, Math.ceil((written.length - most) / 2)); // each sign adds one more
  }
  return '';
}

/**
 * Puts a backslash before what Discord's Markdown takes as a sign, but within a link, which would lead elsewhere with it:
 * https://docs.discord.com/developers/reference#message-formatting
 */
function escaped(text: string): string {
  const parts = text.split(/(https?:\/\/\S+)/); // every second one is a link
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\*_~`|<>#@[\]]|^[-+]/gm, '\\$&'))).join('');
}
