import type { SendChannel } from '../../../contract/channels/channels.ts';
import type { ChatKind } from '../../../contract/channels/chat/kind.ts';
import type { ChatPost } from '../../../core/channels/chat/ports/chat-providers.ts';
import type { DeviceKind, DeviceOf, PushMessage } from '../../../core/channels/push/ports/devices.ts';
import type { Email, Sms } from '../../../core/delivery/ports/providers.ts';
import type { World } from '../../world.ts';

/** What a provider was asked to send: where to, when, in the words of a dry run, and what it answered. */
export type Sent = {
  channel: SendChannel;
  notificationId: string;
  to: string;
  sentAt: Date;
  said: { text?: string; html?: string; [field: string]: unknown };
  outcome: Answer['outcome'];
};

/** What a device or a chat connection answers when it is asked first; from then on it takes what it is asked. */
export type Fate = keyof typeof answers;

const answers = {
  takes: { outcome: 'sent', providerId: 'one' },
  refuses: { outcome: 'rejected', reason: 'provider_rejected', detail: 'it does not like it' },
  'is gone': { outcome: 'gone', detail: '410' },
  waits: { outcome: 'not-now', because: 'throttled', detail: '429', afterSeconds: 60 },
  'is silent': { outcome: 'unknown', detail: 'no answer in time' },
} as const;
type Answer = (typeof answers)[Fate];

/** Each provider of a world, with a note of what it is asked. `fates` are what devices and connections answer, each in the order in which they are first asked. */
export function noteSends(here: World, { devices = [], chats = [] }: { devices?: readonly Fate[]; chats?: readonly Fate[] }) {
  const sent: Sent[] = [];
  const [askDevice, askChat] = [meeting(devices), meeting(chats)];
  const noted = <Given extends { outcome: Answer['outcome'] }>(what: Omit<Sent, 'sentAt' | 'outcome'>, answer: Given): Given => {
    sent.push({ ...what, sentAt: here.now(), outcome: answer.outcome });
    return answer;
  };

  const device = {
    async send({ id }: DeviceOf<DeviceKind>, { notificationId, copy }: PushMessage) {
      return noted({ channel: 'push', notificationId, to: id, said: copy }, askDevice(id));
    },
  };
  const chat = {
    async post({ url, copy: { actionUrl, ...said }, origin: { notificationId } }: ChatPost) {
      const shown = { ...said, ...(actionUrl !== undefined && { action_url: actionUrl }) };
      return noted({ channel: 'chat', notificationId, to: url, said: shown }, askChat(url));
    },
  };
  const providers = {
    emailProvider: {
      async send(email: Email) {
        const { notificationId, to, subject, html, text } = email;
        return noted(
          { channel: 'email', notificationId, to, said: { subject, html, text } },
          await here.emailProvider.send(email),
        );
      },
    },
    smsProvider: {
      async send(sms: Sms) {
        const { notificationId, to, text } = sms;
        return noted({ channel: 'sms', notificationId, to, said: { text } }, await here.smsProvider.send(sms));
      },
    },
    deviceProviders: { web: device, fcm: device, apns: device },
    chatProviders: { slack: chat, teams: chat, discord: chat, webhook: chat } satisfies Record<ChatKind, typeof chat>,
  };
  return { sent, providers };
}

/** What each of several answers whenever it is asked. */
function meeting(fates: readonly Fate[]): (to: string) => Answer {
  const met = new Set<string>();
  return (to) => {
    const fate = met.has(to) ? undefined : fates[met.size];
    met.add(to);
    return answers[fate ?? 'takes'];
  };
}
