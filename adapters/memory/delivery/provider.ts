import type { ChatKind } from '../../../contract/channels/chat/kind.ts';
import type { ChatAnswer, ChatPost, ChatProviders } from '../../../core/channels/chat/ports/chat-providers.ts';
import type { DeviceAnswer, DeviceKind, DeviceOf, PushMessage } from '../../../core/channels/push/ports/devices.ts';
import type { Email, EmailProvider, ProviderAnswer, Sms, SmsProvider } from '../../../core/delivery/ports/providers.ts';

type Scripted<Asked, Answer = ProviderAnswer> = {
  /** Everything it was asked to send, oldest first, whatever it answered. */
  readonly asked: readonly Asked[];
  /** What it answers next, in this order, or throws; after that it sends again. */
  answerNext(...answers: (Answer | Error)[]): void;
};

/** An e-mail and an SMS provider that remember and can be told what to answer. */
export type MemoryEmailProvider = EmailProvider & Scripted<Email>;
export type MemorySmsProvider = SmsProvider & Scripted<Sms>;

/** An e-mail provider that can be scripted; unless told otherwise it has sent everything. */
export function memoryEmailProvider(): MemoryEmailProvider {
  return scripted<Email>('email');
}

/** An SMS provider that can be scripted in the same way. */
export function memorySmsProvider(): MemorySmsProvider {
  return scripted<Sms>('sms');
}

/** Services of chats that remember what was posted, each with its kind, and can be told what to answer next. */
export type MemoryChatProviders = ChatProviders & {
  readonly posted: readonly (ChatPost & { kind: ChatKind })[];
  answerNext(...answers: ChatAnswer[]): void;
};

/** Services of chats that can be scripted; unless told otherwise they take everything. */
export function memoryChatProviders(): MemoryChatProviders {
  const posted: (ChatPost & { kind: ChatKind })[] = [];
  const script: ChatAnswer[] = [];
  const provider = (kind: ChatKind) => ({
    async post(post: ChatPost): Promise<ChatAnswer> {
      posted.push({ ...post, kind });
      return script.shift() ?? { outcome: 'sent', providerId: `${kind}-${posted.length}` };
    },
  });
  return {
    slack: provider('slack'),
    teams: provider('teams'),
    discord: provider('discord'),
    webhook: provider('webhook'),
    posted,
    answerNext: (...answers) => void script.push(...answers),
  };
}

/** A provider of devices that can be scripted in the same way; `asked` has each message with the device that it was for. */
export function memoryDeviceProvider() {
  const { asked, answerNext, send } = scripted<PushMessage & { device: string }, DeviceAnswer>('push');
  return {
    asked,
    answerNext,
    send: (device: DeviceOf<DeviceKind>, message: PushMessage) => send({ ...message, device: device.id }),
  };
}

function scripted<Asked, Answer = ProviderAnswer>(
  kind: string,
): Scripted<Asked, Answer> & { send(what: Asked): Promise<Answer | ProviderAnswer> } {
  const asked: Asked[] = [];
  const script: (Answer | Error)[] = [];

  return {
    asked,

    async send(what) {
      asked.push({ ...what });
      const next = script.shift() ?? { outcome: 'sent' as const, providerId: `${kind}-${asked.length}` };
      if (next instanceof Error) throw next;
      return next;
    },

    answerNext(...answers) {
      script.push(...answers);
    },
  };
}
