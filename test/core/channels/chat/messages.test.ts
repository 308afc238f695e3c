import type { KnownBlock } from '@slack/types';
import { AdaptiveCard, SerializationContext } from 'adaptivecards';
import type { RESTPostAPIWebhookWithTokenJSONBody } from 'discord-api-types/v10';
import fc from 'fast-check';
import type { ChatCopy } from '../../../../contract/channels/chat/copy.ts';
import { chat } from '../../../../core/channels/chat/rules/channel.ts';
import { discordMessage } from '../../../../core/channels/chat/rules/discord-message.ts';
import { slackMessage } from '../../../../core/channels/chat/rules/slack-message.ts';
import { teamsMessage } from '../../../../core/channels/chat/rules/teams-card.ts';
import { webhookBody } from '../../../../core/channels/chat/rules/webhook-body.ts';
import { aMoment, notificationId } from '../../../world.ts';

const copy: ChatCopy = {
  title: 'Disk full on db-1',
  body: 'Nothing is written\nsince 09:30.',
  fields: [{ name: 'Severity', value: 'High' }],
  actionUrl: 'https://app.example.com/db_1?tab=a_b',
  actionLabel: 'Look at it',
};
const sly = { title: '<!channel> *x* @everyone', body: '<https://evil.example|click> [a](https://evil.example) <@U1>' };

/** Any copy that a workflow may give. */
const text = (most: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }).map((drawn) => drawn.repeat(3).slice(0, most));
const copies = fc
  .record({
    title: text(200),
    body: text(2000),
    fields: fc.option(fc.array(fc.record({ name: text(60), value: text(300) }), { maxLength: 10 }), { nil: undefined }),
    actionUrl: fc.option(fc.constant(`https://app.example.com/${'x'.repeat(2000)}`), { nil: undefined }),
    actionLabel: fc.option(text(40), { nil: undefined }),
  })
  .filter((drawn) => 'value' in chat.copy.write({} as never, () => drawn));

describe('Block Kit', () => {
  test('has heading, text, fields and a button, in the types that Slack publishes', () => {
    const { blocks, text: fallback } = slackMessage(copy);
    const known: KnownBlock[] = blocks;

    expect(known).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'Disk full on db-1', emoji: false } },
      { type: 'section', text: { type: 'plain_text', text: copy.body, emoji: false } },
      { type: 'section', fields: [{ type: 'plain_text', text: 'Severity\nHigh', emoji: false }] },
      {
        type: 'actions',
        elements: [{ type: 'button', text: { type: 'plain_text', text: 'Look at it', emoji: false }, url: copy.actionUrl }],
      },
    ]);
    expect(fallback).toBe('Disk full on db-1\nNothing is written\nsince 09:30.');
  });

  test('mentions nobody, and links nowhere', () => {
    const message = slackMessage(sly);

    expect(message.text).toContain('&lt;!channel&gt;');
    expect(JSON.stringify(message)).not.toContain('mrkdwn');
  });

  test('a title that is too long for a heading is whole below it', () => {
    const { blocks } = slackMessage({ title: 'word '.repeat(36).trim(), body: '' });

    expect(blocks[0]).toMatchObject({ text: { text: expect.stringMatching(/…$/) } });
    expect(blocks[1]).toMatchObject({ text: { text: 'word '.repeat(36).trim() } });
  });

  test('whatever is said keeps the lengths that Slack takes', () => {
    fc.assert(
      fc.property(copies, (any) => {
        for (const block of slackMessage(any).blocks) {
          if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
          if ('fields' in block) expect(block.fields.length).toBeLessThanOrEqual(10);
          if (block.type === 'section' && 'text' in block) expect(block.text.text.length).toBeLessThanOrEqual(3000);
          if (block.type === 'actions') expect(block.elements[0]?.url.length).toBeLessThanOrEqual(3000);
        }
      }),
    );
  });
});

describe('an embed of Discord', () => {
  test('has title, link, text and fields, in the types of its API, and mentions nobody', () => {
    const message: RESTPostAPIWebhookWithTokenJSONBody = discordMessage(copy);

    expect(message).toEqual({
      embeds: [
        {
          title: 'Disk full on db-1',
          url: copy.actionUrl,
          description: copy.body,
          fields: [{ name: 'Severity', value: 'High', inline: true }],
        },
      ],
      allowed_mentions: { parse: [] },
    });
  });

  test('escapes mark-up, and leaves links as they are', () => {
    const { embeds } = discordMessage({ title: '*x*', body: '# not a heading: see https://app.example.com/a_b_c' });

    expect(embeds[0]).toMatchObject({ title: '\\*x\\*', description: '\\# not a heading: see https://app.example.com/a_b_c' });
    expect(discordMessage(sly).embeds[0].description).toContain('\\[a\\]');
  });

  test('whatever is said keeps the lengths that Discord takes, all together as well', () => {
    const signs = fc.constantFrom('*', '_', '`', 'a').map((sign) => ({
      title: sign.repeat(200),
      body: sign.repeat(2000),
      fields: Array.from({ length: 10 }, () => ({ name: sign.repeat(60), value: sign.repeat(300) })),
    }));
    fc.assert(
      fc.property(fc.oneof(copies, signs), (any: ChatCopy) => {
        const [{ title, description = '', fields = [] }] = discordMessage(any).embeds;
        const all = [title, description, ...fields.flatMap(({ name, value }) => [name, value])];
        expect([title.length <= 256, description.length <= 4096]).toEqual([true, true]);
        expect(fields.every(({ name, value }) => name.length <= 256 && value.length <= 1024 && name !== '' && value !== '')).toBe(
          true,
        );
        expect(all.reduce((sum, each) => sum + each.length, 0)).toBeLessThanOrEqual(6000);
        expect(all.some((each) => /(?:^|[^\\])(?:\\\\)*\\$/.test(each))).toBe(false); // no backslash without its sign
      }),
    );
  });
});

describe('an Adaptive Card', () => {
  /** Reads a card as Microsoft's own library does; answers what it finds wrong. */
  function faultsIn(content: unknown): string[] {
    const context = new SerializationContext();
    new AdaptiveCard().parse(content, context);
    return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  }

  test('has what is said, and a link', () => {
    const { attachments } = teamsMessage(copy);
    const [{ contentType, content }] = attachments;

    expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(JSON.stringify(content)).toContain('Severity: ');
    expect(content.actions).toEqual([{ type: 'Action.OpenUrl', title: 'Look at it', url: copy.actionUrl }]);
    expect(faultsIn(content)).toEqual([]);
  });

  test('a card that is wrong is found to be', () => {
    expect(faultsIn({ type: 'AdaptiveCard', version: '1.4', body: [{ type: 'Unheard' }] })).not.toEqual([]);
  });

  test('whatever is said is a card that its library takes, below 28 KB', () => {
    const wide = {
      title: '語'.repeat(200),
      body: '語'.repeat(2000),
      fields: Array.from({ length: 10 }, () => ({ name: '語'.repeat(60), value: '語'.repeat(300) })),
    };
    fc.assert(
      fc.property(fc.oneof(copies, fc.constant<ChatCopy>(wide)), (any) => {
        const message = teamsMessage(any);
        expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(28 * 1024);
        expect(faultsIn(message.attachments[0].content)).toEqual([]);
      }),
    );
  });
});

test("a webhook of the owner is told in the shape of Bellhop's events", () => {
  const origin = { notificationId: notificationId('n1'), workflow: 'disk-full', category: 'ops', createdAt: aMoment };

  expect(JSON.parse(webhookBody('msg_1', origin, copy))).toEqual({
    id: 'msg_1',
    type: 'chat.message',
    version: 1,
    timestamp: aMoment.toISOString(),
    data: {
      notification: origin.notificationId,
      workflow: 'disk-full',
      category: 'ops',
      title: copy.title,
      body: copy.body,
      fields: copy.fields,
      action_url: copy.actionUrl,
      action_label: 'Look at it',
    },
  });
});
