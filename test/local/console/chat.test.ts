import { discordMessage } from '../../../core/channels/chat/rules/discord-message.ts';
import { slackMessage } from '../../../core/channels/chat/rules/slack-message.ts';
import { teamsMessage } from '../../../core/channels/chat/rules/teams-card.ts';
import { webhookBody } from '../../../core/channels/chat/rules/webhook-body.ts';
import { readPosted } from '../../../local/console/chat/draw-chat.ts';
import { readPush } from '../../../local/console/push/read-push.ts';
import { aMoment, notificationId } from '../../world.ts';

const copy = {
  title: 'Disk *full*',
  body: 'On db_1.\nSince 09:30.',
  fields: [{ name: 'Used', value: '97 %' }],
  actionUrl: 'https://app.example.com/db_1',
  actionLabel: 'Look at it',
};
const pushed = { title: 'Hello', body: 'It is ready.', url: 'https://app.example.com/1', icon: 'https://app.example.com/i.png' };
const origin = { notificationId: notificationId('n1'), workflow: 'message', category: 'general', createdAt: aMoment };
const posted = {
  slack: slackMessage(copy),
  teams: teamsMessage(copy),
  discord: discordMessage(copy),
  webhook: JSON.parse(webhookBody('msg_1', origin, copy)),
};

test.each(Object.entries(posted))('the outbox shows what was posted to %s as it is seen there', (kind, message) => {
  expect(readPosted(kind, JSON.stringify(message))).toEqual({
    kind,
    shown: expect.objectContaining({
      title: copy.title,
      body: copy.body,
      fields: copy.fields,
      action_url: copy.actionUrl,
      ...(kind !== 'discord' && { action_label: copy.actionLabel }),
    }),
  });
});

test.each([
  ['web push', { id: 'ntf_1', ...pushed, topic: 'ntf_1', unread: 2 }, pushed],
  [
    'fcm',
    { message: { notification: { title: pushed.title, body: pushed.body, image: pushed.icon }, data: { url: pushed.url } } },
    pushed,
  ],
  ['apns', { aps: { alert: { title: pushed.title, body: pushed.body } }, url: pushed.url }, { ...pushed, icon: undefined }],
])('the outbox shows what went to a device by %s as the device shows it', (from, sent, shown) => {
  expect(readPush(from, JSON.stringify(sent))).toEqual(shown);
  expect([readPush(from, 'not JSON'), readPush('ses', '{}')]).toEqual([undefined, undefined]);
});

test('what is none of its messages is shown as it is', () => {
  expect([readPosted('Bellhop', 'Your code is tulip'), readPosted('slack', 'not JSON')]).toEqual([undefined, undefined]);
});
