import type { Channel } from '../../../contract/values.ts';
import type { ChatConnection } from '../../../core/channels/chat/ports/chat-connections.ts';
import type { Device } from '../../../core/channels/push/ports/devices.ts';
import { isOfTests } from '../../../core/channels/push/rules/device-id.ts';
import type { World } from '../../world.ts';
import { aChatConnection } from '../channels/chat/a-chat-connection.ts';
import { aDevice, anApp, putAsIs } from '../channels/push/a-device.ts';

/** What a user has registered: a browser, apps, and apps that play a part for a test key. */
const devices = {
  web: aDevice(),
  fcm: anApp('fcm', 'phone-installation-at-bellhop:APA91b'),
  apns: anApp('apns', '00'.repeat(32)),
  delivered: anApp('fcm', 'delivered.test.bellhop.example'),
  fail: anApp('fcm', 'fail.test.bellhop.example'),
} as const satisfies Record<string, Device>;
export type DeviceName = keyof typeof devices;

/** What a user is connected to: services, one with the name of a part for a test key. */
const chats = {
  slack: aChatConnection({ id: 'slack' }),
  discord: aChatConnection({ id: 'discord', kind: 'discord', url: 'https://discord.com/api/webhooks/1/abc' }),
  webhook: aChatConnection({ id: 'webhook', kind: 'webhook', url: 'https://chat.example.com/hook' }),
  'test-fail': aChatConnection({ id: 'test-fail', url: 'https://hooks.slack.com/services/T00000001/B00000002/abc' }),
} as const satisfies Record<string, ChatConnection>;
export type ChatName = keyof typeof chats;

/** What somebody has registered, in this order. */
type Registered = { devices: readonly DeviceName[]; chats: readonly ChatName[] };

/** Registers what the user of a run has. */
export async function register(here: World, userId: string, run: Registered): Promise<void> {
  for (const name of run.devices) await putAsIs(here.devices, userId, devices[name]);
  for (const name of run.chats) await here.chatConnections.put(userId, () => ({ connection: chats[name], drop: [] }), here.now());
}

/** The fields of the user that have it: nobody registers anything for a user who is not there yet. */
export function registeredOf({ audience, ...run }: Registered & { audience: string }) {
  if (audience === 'new') return {};
  return {
    ...(run.devices.length > 0 && { devices: run.devices.map((name) => devices[name].id) }),
    ...(run.chats.length > 0 && { chat_connections: [...run.chats] }),
  };
}

/** How often providers are asked for a message of a live key: for each device but such of tests, for each chat, and else once. */
export function asksFor(channel: Channel, { devices: names, chats }: Registered): number {
  if (channel === 'push') return names.filter((name) => !isOfTests(devices[name].id)).length;
  return channel === 'chat' ? chats.length : 1;
}
