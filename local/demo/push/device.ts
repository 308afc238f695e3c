import { type Push, type PushState, startPush } from '@bellhop/client/push';
import { bellhopToken } from '../session/session.ts';
import { takeLocalPushService } from './local-push-service.ts';

const worker = '/demo/push-worker.js';
let started: { user: string; push: Promise<Push> } | undefined;

/** Finds out whether the user gets push messages on this device. It asks nobody for leave. */
export async function findDevice(user: string): Promise<PushState> {
  return (await start(user)).state();
}

/** Asks the user for leave, and registers this device. Called from a click, as browsers refuse to ask by themselves. */
export async function turnOn(user: string): Promise<PushState> {
  return (await start(user)).turnOn();
}

/** Ends push messages to the user on this device. */
export async function turnOff(user: string): Promise<PushState> {
  const push = await start(user);
  await push.turnOff();
  return push.state();
}

/** Ends them for who signs out: whoever has the device next is not to see them. What does not answer keeps nobody signed in. */
export async function leaveDevice(user: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    if (await navigator.serviceWorker.getRegistration(worker)) await turnOff(user);
  } catch {
    // offline: the device is told of nobody else, and its next user registers it as theirs
  }
}

function start(user: string): Promise<Push> {
  if (started?.user === user) return started.push;
  if ('PushManager' in globalThis) takeLocalPushService(user);
  const push = startPush({ baseUrl: location.origin, getToken: bellhopToken, worker });
  started = { user, push };
  push.catch(() => {
    started = undefined; // the next look tries again
  });
  return push;
}
