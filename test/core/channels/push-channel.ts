import * as z from 'zod';
import { addChannel } from '../../../contract/channels/channels.ts';
import type { DryRunSender } from '../../../core/dry-run/ports/dry-run-sender.ts';

const Devices = z
  .array(z.string())
  .min(1)
  .meta({ example: ['d1'] });

/** A channel from outside: nothing else is told of it. */
export const push = addChannel('push', {
  words: { title: 'Push', one: 'push', many: 'pushes', any: 'a push', instead: 'a push', copy: 'push text' },
  address: { field: 'devices', isList: true, noun: 'device', wanted: 'a device, like d1', given: Devices, kept: Devices },
  queues: { each: { name: 'push', key: 'push', urlSetting: 'PUSH_QUEUE_URL', ifThisFails: 'Pushes stay unsent' } },
  providers: { fcm: { title: 'FCM', receiptsByHttp: false, environment: {} } },
  priorities: ['high', 'urgent'],
  isHeldAtNight: true,
  isEscalation: true,
  isDigestible: false,
  isCapped: true,
  isPaid: false,
  isUnsubscribable: false,
  canBounce: false,
  shown: z.strictObject({ text: z.string() }),
  usualStatuses: ['queued', 'sending', 'sent'],
});
const { addChannelBehaviour } = await import('../../../core/channels/rules/behaviours.ts');
const { mapWritten, write } = await import('../../../core/workflows/rules/written.ts');
addChannelBehaviour(push, {
  copy: {
    field: 'push',
    isOptional: true,
    write: (_workflow, call) =>
      mapWritten(write({ channel: push, field: 'push' }, z.string().max(40), call), (text) => ({ push: text })),
    show: (copy) => ({ text: (copy as { push?: string }).push }),
  },
  playAddress: (devices) => (devices.includes('broken') ? 'permanent-failure' : undefined),
});

/** What a dry run asks of it: a push costs a cent, and none goes to a device that is gone. */
export const pushDryRun: DryRunSender = {
  estimateUsd: () => 0.01,
  admit: async ({ to }) => (to.includes('gone') ? { reason: 'unreachable', detail: 'the device is gone' } : undefined),
};

const { PublishRequest } = await import('../../../contract/publishing/publish.ts');
const { ingest } = await import('../../../core/publishing/ingest.ts');
const { publish } = await import('../../../core/publishing/publish.ts');
const { memoryQueue } = await import('../../../adapters/memory/publishing/queue.ts');
const { world } = await import('../../world.ts');
const { aWorkflow } = await import('../workflows/a-workflow.ts');

/** A world with a workflow that has copy for it and one that has none, and with ada, who has these devices. */
export async function aPushWorld(devices?: string[]) {
  const here = world();
  const greeting = aWorkflow({ priority: 'high', push: () => 'Hello' } as object);
  const silent = aWorkflow({ key: 'silent', category: 'other', priority: 'high' });
  const workflows = new Map([greeting, silent].map((each) => [each.key, each as never]));
  const durations = { leaseSeconds: 60, ambiguousWaitSeconds: 120, retryWindowSeconds: 3600, retentionDays: 30 };
  const deps = { ...here, push: memoryQueue(), workflows, smsCountries: [], ...durations };
  await here.users.upsert('ada', { ...(devices && { devices }) } as object, here.now());

  return {
    ...deps,
    /** Publishes, and dispatches; answers the notification's messages by channel. */
    async notify(workflow = 'greeting', more: object = {}) {
      const request = PublishRequest.parse({ workflow, recipients: ['ada'], data: { name: 'Ada' }, ...more });
      const order = { request, caller: 'app', test: false, key: here.newSeed(), requestedAt: here.now() };
      const { notifications } = await publish(order, deps);
      for (const message of here.ingest.drain()) await ingest(message as never, { messageId: 'm1' } as never, deps as never);
      const found = await here.ledger.read(notifications[0]?.id ?? '');
      return new Map(found?.messages.map((message) => [message.channel, message]));
    },
  };
}
