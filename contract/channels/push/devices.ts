import * as z from 'zod';
import { Instant } from '../../values.ts';
import { providerName } from '../providers.ts';

/** The id of a device: the same for the same subscription or token. */
export const DeviceId = z
  .string()
  .regex(/^dev_[A-Za-z0-9_-]{16,64}$/, 'must be the id of a device ("dev_…")')
  .meta({ example: 'dev_Zr3oT0mYv9aKq1Lx' });

/** A browser, as its `PushSubscription` says: https://www.w3.org/TR/push-api/#dom-pushsubscription-tojson */
const WebDevice = z.strictObject({
  kind: z.literal('web'),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'must be an https URL' })
    .max(2048) // what DynamoDB, push services and we read at ease
    .meta({ example: 'https://fcm.googleapis.com/fcm/send/cTUk3v' }),
  keys: z.strictObject({
    /** A point on P-256: 65 bytes. */
    p256dh: z
      .string()
      .regex(/^B[A-Za-z0-9_-]{86}$/, 'must be the base64url of a public key of 65 bytes')
      .meta({ example: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4' }),
    auth: z
      .string()
      .regex(/^[A-Za-z0-9_-]{22}$/, 'must be the base64url of 16 bytes')
      .meta({ example: 'BTBZMqHH6r4Tts7J_aSIgg' }),
  }),
});

/** A device of tests, which plays what its name says; RFC 2606 keeps the name for such. */
const magic = /[a-z-]+\.test\.bellhop\.example/.source;

/** An app on Android: https://firebase.google.com/docs/cloud-messaging/android/client#sample-register */
const FcmDevice = z.strictObject({
  kind: z.literal('fcm'),
  token: z
    .string()
    .regex(/^[A-Za-z0-9_.:-]{20,1024}$/, 'must be a registration token of FCM')
    .meta({ example: 'dGVzdC1pbnN0YWxsYXRpb24:APA91bFz0123456789abcdefghijklmnopqrstuvwxyz' }),
});

/** An app on iOS, iPadOS or macOS: its device token in hexadecimal, whose length Apple does not promise. */
const ApnsDevice = z.strictObject({
  kind: z.literal('apns'),
  token: z
    .string()
    .regex(new RegExp(`^(?:(?:[0-9A-Fa-f]{2}){32,100}|${magic})$`), 'must be a device token of APNs, in hexadecimal')
    .meta({ example: '00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0' }),
});

/** A device to send to, by its kind. */
export const NewDevice = z.discriminatedUnion('kind', [WebDevice, FcmDevice, ApnsDevice]).meta({ id: 'NewDevice' });
export type NewDevice = z.infer<typeof NewDevice>;

/** A device as it is shown: where it is reached stays out of it, but for the host of its push service. */
export const DeviceAnswer = z
  .strictObject({
    id: DeviceId,
    kind: providerName('push'),
    push_service: z.string().optional().meta({ example: 'fcm.googleapis.com' }),
    added_at: Instant,
    /** When it was last put: of more than ten, the one that this is longest ago of goes. */
    renewed_at: Instant,
  })
  .meta({ id: 'Device' });
export type DeviceAnswer = z.infer<typeof DeviceAnswer>;

/** The devices of a user, oldest first, and the key that a browser subscribes with (`applicationServerKey`). */
export const DeviceList = z
  .strictObject({
    data: z.array(DeviceAnswer),
    web_key: z.string().meta({
      example: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
    }),
  })
  .meta({ id: 'DeviceList' });
export type DeviceList = z.infer<typeof DeviceList>;
