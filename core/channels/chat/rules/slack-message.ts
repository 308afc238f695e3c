import type { ChatCopy } from '../../../../contract/channels/chat/copy.ts';
import { cutText } from './cut-text.ts';

/** A text that Slack shows as it is: no mark-up, no mention, no emoji of its own. */
type PlainText = { type: 'plain_text'; text: string; emoji: false };

type SlackBlock =
  | { type: 'header'; text: PlainText }
  | { type: 'section'; text: PlainText }
  | { type: 'section'; fields: PlainText[] }
  | { type: 'actions'; elements: { type: 'button'; text: PlainText; url: string }[] };

/** What is posted to an incoming webhook of Slack; `text` is what notifications and screen readers have. */
export type SlackMessage = { text: string; blocks: SlackBlock[]; unfurl_links: false; unfurl_media: false };

/**
 * The longest that Slack takes, in characters: https://docs.slack.dev/reference/block-kit/blocks/header-block, section-block and
 * https://docs.slack.dev/reference/block-kit/block-elements/button-element. Ten fields are the most that a section has.
 */
const longest = { header: 150, section: 3000, field: 2000, button: 75, url: 3000, text: 3000 };
const mostFields = 10;

/** Writes a message in Block Kit: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackMessage({ title, body, fields = [], actionUrl, actionLabel = 'Open' }: ChatCopy): SlackMessage {
  const isCut = title.length > longest.header;
  const said = isCut ? [title, body].filter((text) => text !== '').join('\n\n') : body; // what does not fit into the heading is below it
  const shown = fields.slice(0, mostFields).map(({ name, value }) => plainText(`${name}\n${value}`, longest.field));
  const button = { type: 'button' as const, text: plainText(actionLabel, longest.button), url: actionUrl ?? '' };
  return {
    text: cutText(escaped([title, body].filter((text) => text !== '').join('\n')), longest.text),
    blocks: [
      { type: 'header', text: plainText(title, longest.header) },
      ...(said === '' ? [] : [{ type: 'section' as const, text: plainText(said, longest.section) }]),
      ...(shown.length === 0 ? [] : [{ type: 'section' as const, fields: shown }]),
      ...(actionUrl === undefined || actionUrl.length > longest.url ? [] : [{ type: 'actions' as const, elements: [button] }]),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function plainText(text: string, most: number): PlainText {
  return { type: 'plain_text', text: cutText(text, most), emoji: false };
}

/** Escapes what Slack would read as a link or a mention: https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
