import type { ChannelSender } from '../../delivery/ports/channel-sender.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import type { Outcomes } from '../../delivery/rules/outcomes.ts';
import { renderCopy } from '../../workflows/rules/copy.ts';
import { parseStoredData } from '../../workflows/rules/stored-data.ts';
import type { PushCopy, Workflow } from '../../workflows/rules/workflow.ts';
import { combineAnswers } from './combine-answers.ts';
import type {
  Device,
  DeviceAnswer,
  DeviceKind,
  DeviceOf,
  DeviceProvider,
  DeviceProviders,
  Devices,
  PushMessage,
} from './ports/devices.ts';
import { toPushMessage } from './push-message.ts';
import { isOfTests } from './rules/device-id.ts';
import { turnDownTests } from './turn-down-tests.ts';

export type PushSenderDeps = {
  devices: Pick<Devices, 'find' | 'remove'>;
  deviceProviders: DeviceProviders;
  workflows: ReadonlyMap<string, Workflow>;
  /** Counts the unread items of a user's inbox, for the badge. */
  countUnread: (userId: string) => Promise<number>;
  now: () => Date;
};

type RenderedPush = { message: PushMessage; userId: string; wanted: string[]; before: Outcomes; units: number };

/** How push messages are sent: to each device that has not taken it yet, by the provider of its kind. */
export function pushSender(deps: PushSenderDeps): ChannelSender<RenderedPush> {
  return {
    render({ notification, address, outcomes = {} }) {
      const message = toPushMessage(notification, writePush(notification, deps.workflows), deps.now());
      const wanted = (JSON.parse(address) as string[]).filter((id) => outcomes[id] === undefined);
      return { message, userId: notification.userId, wanted, before: outcomes, units: 1 };
    },
    admit: async ({ before, wanted }) => turnDownTests([...Object.keys(before), ...wanted]),
    send: (rendered) => sendToEach(rendered, deps),
  };
}

async function sendToEach({ message, userId, wanted, before }: RenderedPush, deps: PushSenderDeps) {
  const [devices, unread] = await Promise.all([deps.devices.find(userId, wanted), countOrNot(userId, deps)]);
  const withBadge = { ...message, ...(unread !== undefined && { unread }) };
  const answers = await Promise.all(
    wanted.map(async (id): Promise<[string, DeviceAnswer]> => {
      const device = devices.find((each) => each.id === id);
      if (device === undefined) return [id, { outcome: 'gone', detail: 'it was removed' }];
      return [id, await sendTo(device, withBadge, deps.deviceProviders)];
    }),
  );
  const gone = answers.flatMap(([id, { outcome }]) => (outcome === 'gone' ? [id] : [])); // also an id that leads to none
  if (gone.length > 0) await forget(userId, gone, deps);
  return combineAnswers({ before, answers });
}

async function sendTo<Kind extends DeviceKind>(
  device: Device & { kind: Kind },
  message: PushMessage,
  providers: DeviceProviders,
): Promise<DeviceAnswer> {
  if (isOfTests(device.id))
    return { outcome: 'rejected', reason: 'no_address', detail: 'it is a device of tests, to which a live key sends nothing' };
  const provider: DeviceProvider<Kind> | undefined = providers[device.kind];
  if (provider === undefined)
    return { outcome: 'rejected', reason: 'provider_rejected', detail: `the stage has no settings for ${device.kind} any more` };
  return provider.send(device as unknown as DeviceOf<Kind>, message);
}

/** Removes devices that are gone, so that the next plan does not count on them. */
async function forget(userId: string, gone: readonly string[], { devices, now }: PushSenderDeps): Promise<void> {
  try {
    await devices.remove(userId, gone, now());
  } catch {
    // the next message finds it gone again; the providers' answers must not be lost over it
  }
}

async function countOrNot(userId: string, { countUnread }: PushSenderDeps): Promise<number | undefined> {
  try {
    return await countUnread(userId);
  } catch {
    return undefined; // a message without a badge is better than none
  }
}

function writePush({ workflow: key, data, ...whereabouts }: NotificationRecord, workflows: PushSenderDeps['workflows']) {
  const workflow = workflows.get(key);
  if (workflow === undefined) throw new Error('the workflow is gone');
  const payload = parseStoredData(workflow, data);
  if (!payload.success) throw new Error('the data does not fit the workflow');
  const rendered = renderCopy(workflow, payload.data, { channels: ['push'], whereabouts });
  const copy: PushCopy | undefined = rendered.outcome === 'refused' ? undefined : rendered.copy.push;
  if (copy === undefined) throw new Error('the workflow has no usable push text');
  return { copy, workflow };
}
