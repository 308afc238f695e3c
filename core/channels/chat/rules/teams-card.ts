import type { ChatCopy } from '../../../../contract/channels/chat/copy.ts';
import { cutText } from './cut-text.ts';

type TextRun = { type: 'TextRun'; text: string; size?: 'Large'; weight?: 'Bolder' };
type RichText = { type: 'RichTextBlock'; inlines: TextRun[] };
type AdaptiveCard = {
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  type: 'AdaptiveCard';
  version: '1.4';
  /** What is read where a card cannot be shown. */
  fallbackText: string;
  body: RichText[];
  actions?: { type: 'Action.OpenUrl'; title: string; url: string }[];
};

/** What is posted to a workflow of Microsoft Teams. */
export type TeamsMessage = {
  type: 'message';
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive'; contentUrl: null; content: AdaptiveCard }];
};

/**
 * The most that a message may have, all of it, in bytes:
 * https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
 */
const mostBytes = 28 * 1024;
const longest = { title: 500, label: 80 };

/**
 * Writes a message as an Adaptive Card, as the workflow "Send webhook alerts to a channel" takes it:
 * https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498
 * Its text stands in runs, which Teams does not read as Markdown: https://adaptivecards.io/explorer/TextRun.html
 */
export function teamsMessage(copy: ChatCopy): TeamsMessage {
  for (let kept = copy.body.length; ; kept = Math.floor(kept / 2)) {
    const message = withBody(copy, cutText(copy.body, kept));
    if (kept === 0 || Buffer.byteLength(JSON.stringify(message)) <= mostBytes) return message;
  }
}

function withBody({ title, fields = [], actionUrl, actionLabel = 'Open' }: ChatCopy, body: string): TeamsMessage {
  const heading = cutText(title, longest.title);
  const content: AdaptiveCard = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: heading,
    body: [
      textOf([{ type: 'TextRun', text: heading, size: 'Large', weight: 'Bolder' }]),
      ...body
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((text) => textOf([{ type: 'TextRun', text }])),
      ...fields.map(({ name, value }) =>
        textOf([
          { type: 'TextRun', text: `${name}: `, weight: 'Bolder' },
          { type: 'TextRun', text: value },
        ]),
      ),
    ],
    ...(actionUrl !== undefined && {
      actions: [{ type: 'Action.OpenUrl', title: cutText(actionLabel, longest.label), url: actionUrl }],
    }),
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function textOf(inlines: TextRun[]): RichText {
  return { type: 'RichTextBlock', inlines };
}
