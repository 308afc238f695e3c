import type { ShownPush } from './push-preview.ts';

type Fcm = { message: { notification: { title: string; body: string; image?: string }; data: { url?: string } } };
type Apns = { aps: { alert: { title: string; body: string } }; url?: string };

/** How what each push service was given reads, by what the outbox names it. */
const readers: ReadonlyMap<string, (sent: never) => ShownPush> = new Map<string, (sent: never) => ShownPush>([
  ['web push', ({ title, body, url, icon }: ShownPush) => ({ title, body, url, icon })],
  [
    'fcm',
    ({ message: { notification, data } }: Fcm) => {
      const { title, body, image } = notification;
      return { title, body, url: data.url, icon: image };
    },
  ],
  ['apns', ({ aps: { alert }, url }: Apns) => ({ ...alert, url })],
]);

/** Reads what went to a device back into what the device shows; nothing when it is no push message. */
export function readPush(from: string, text: string): ShownPush | undefined {
  const read = readers.get(from);
  if (read === undefined) return undefined;
  try {
    return read(JSON.parse(text) as never);
  } catch {
    return undefined; // somebody else's
  }
}
