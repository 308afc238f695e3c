import type { Device, Devices } from '../../../../core/channels/push/ports/devices.ts';
import { deviceIdOf } from '../../../../core/channels/push/rules/device-id.ts';
import { aMoment } from '../../../world.ts';

const keys = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

/** A browser as it registers itself; each name is another's. */
export function aSubscription(name = 'desktop') {
  return { kind: 'web' as const, endpoint: `https://push.example.net/send/${name}`, keys };
}

/** A browser that is registered. */
export function aDevice(name = 'desktop', at = aMoment): Device {
  const subscription = aSubscription(name);
  return { ...subscription, id: deviceIdOf(subscription), addedAt: at, renewedAt: at };
}

/** Puts a device as it is, in nobody's place. */
export function putAsIs(devices: Devices, userId: string, device: Device): Promise<Device | undefined> {
  return devices.put({ userId, id: device.id }, () => ({ device, drop: [] }));
}

/** An app that is registered. */
export function anApp(kind: 'fcm' | 'apns', token: string): Device {
  const device = { kind, token };
  return { ...device, id: deviceIdOf(device), addedAt: aMoment, renewedAt: aMoment };
}
