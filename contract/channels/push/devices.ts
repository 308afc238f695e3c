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

/** A device to send to, by its kind. */
export const NewDevice = z.discriminatedUnion('kind', [WebDevice]).meta({ id: 'NewDevice' });
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
