import type { ProviderOf } from '../../../../contract/channels/providers.ts';
import type { NewDevice } from '../../../../contract/channels/push/devices.ts';
import type { ProviderAnswer } from '../../../delivery/ports/providers.ts';
import type { PushCopy } from '../../../workflows/rules/workflow.ts';

/** What a device is, which says by whom it is sent to. */
export type DeviceKind = ProviderOf<'push'>;

/** A device as it is kept, with where it is reached. */
export type Device = NewDevice & { id: string; addedAt: Date; renewedAt: Date };

/** A device of one kind. */
export type DeviceOf<Kind extends DeviceKind> = Extract<Device, { kind: Kind }>;

/** A device to put, and the ids of those that go for it. */
export type DevicePut = { device: Device; drop: readonly string[] };

/** The devices of users. The user keeps their ids as well, so that planning knows of them. */
export interface Devices {
  /** Lists the devices of a user, in the order in which they were added. */
  list(userId: string): Promise<Device[]>;
  /** Finds those that are there among some, in one request with whatever else is read in the same moment. */
  find(userId: string, ids: readonly string[]): Promise<Device[]>;
  /**
   * Puts the device that is made of those that the user has, in the place of those that go for it; who else had it, has it no more. All of it is
   * one write, which is made anew when it was overtaken. Answers what was put; nothing when there is no such user.
   */
  put(whose: { userId: string; id: string }, make: (known: readonly Device[]) => DevicePut): Promise<Device | undefined>;
  /** Removes devices; what is not there is removed already. */
  remove(userId: string, ids: readonly string[], at: Date): Promise<void>;
}

/** How soon a device is woken for it: https://www.rfc-editor.org/rfc/rfc8030#section-5.3 */
export type PushUrgency = 'very-low' | 'low' | 'normal' | 'high';

/** A push message ready to be sent to any device. */
export type PushMessage = {
  notificationId: string;
  copy: PushCopy;
  /** The key of the workflow, under which a device may gather its notifications. */
  workflow: string;
  /** What it takes the place of, on its way and on the screen: the newest with it is shown alone. */
  topic: string;
  urgency: PushUrgency;
  /** How long it is kept for a device that is away. */
  ttlSeconds: number;
  /** How many inbox items the user has unread, for the badge; absent where nobody could say. */
  unread?: number;
  at: Date;
};

/** What became of a message to one device; `gone`: the device is none any more. */
export type DeviceAnswer = ProviderAnswer | { outcome: 'gone'; detail: string };

/** Sends to devices of one kind, in one attempt. */
export interface DeviceProvider<Kind extends DeviceKind> {
  send(device: DeviceOf<Kind>, message: PushMessage): Promise<DeviceAnswer>;
}

/** Who sends to each kind; nobody where the stage has no settings for it. */
export type DeviceProviders = { readonly [Kind in DeviceKind]: DeviceProvider<Kind> | undefined };
