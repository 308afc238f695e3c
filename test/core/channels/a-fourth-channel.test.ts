import * as z from 'zod';
import { addChannel } from '../../../contract/channels/channels.ts';
import type { ChannelSender, Rendered } from '../../../core/delivery/ports/channel-sender.ts';

// a channel from outside: nothing else is told of it
const Devices = z
  .array(z.string())
  .min(1)
  .meta({ example: ['d1'] });
const push = addChannel('push', {
  words: { title: 'Push', one: 'push', many: 'pushes', any: 'a push', instead: 'a push', copy: 'push text' },
  address: { field: 'devices', isList: true, noun: 'device', wanted: 'a device, like d1', given: Devices, kept: Devices },
  queues: { each: { name: 'push', key: 'push', urlSetting: 'PUSH_QUEUE_URL', ifThisFails: 'Pushes stay unsent' } },
  priorities: ['high', 'urgent'],
  isHeldAtNight: true,
  isEscalation: true,
  isDigestible: false,
  isCapped: true,
  isPaid: false,
  isUnsubscribable: false,
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

const { PublishRequest } = await import('../../../contract/publishing/publish.ts');
const { DeliverMessage } = await import('../../../contract/delivery/deliver-message.ts');
const { PreferencesAnswer, PreferencesPatch } = await import('../../../contract/preferences/preferences.ts');
const { UserExport } = await import('../../../contract/users/export.ts');
const { deliver } = await import('../../../core/delivery/deliver.ts');
const { ingest } = await import('../../../core/publishing/ingest.ts');
const { publish } = await import('../../../core/publishing/publish.ts');
const { patchPreferences } = await import('../../../core/preferences/preferences.ts');
const { deleteUser } = await import('../../../core/users/delete-user.ts');
const { exportUser } = await import('../../../core/users/export-user.ts');
const { localAnswers } = await import('../../../local/gateway/local-answers.ts');
const { listChannels } = await import('../../../local/lists/channels.ts');
const { world } = await import('../../world.ts');
const { aWorkflow } = await import('../workflows/a-workflow.ts');
const { memoryQueue } = await import('../../../adapters/memory/publishing/queue.ts');

const { describeChannel } = await import('./channel-promises.ts');

describe('keeps what every channel promises', () => describeChannel(push));

async function aWorld(devices?: string[]) {
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

test('is planned where the priority uses it, the workflow has copy for it and the user an address', async () => {
  const [withDevices, without] = [await aWorld(['d1', 'd2']), await aWorld()];

  expect((await withDevices.notify()).get(push)).toMatchObject({ status: 'queued', address: '["d1","d2"]' });
  expect((await without.notify()).get(push)).toMatchObject({ status: 'skipped', reason: 'no_address' });
  expect((await withDevices.notify('silent')).has(push)).toBe(false);
  await expect(withDevices.notify('silent', { channels: [push] })).rejects.toMatchObject({ code: 'channel_unsupported' });
});

test('is delivered from a queue of its own', async () => {
  const here = await aWorld(['d1']);
  await here.notify();
  const [message] = here.push.drain().map((each) => DeliverMessage.parse(each));
  const sent: string[] = [];

  const sender: ChannelSender<Rendered & { address: string }> = {
    render: ({ address }) => ({ units: 1, address }),
    admit: async () => undefined,
    async send({ address }) {
      sent.push(address);
      return { outcome: 'sent', providerId: 'p1' };
    },
  };

  expect(message && (await deliver(message, sender, here))).toBe('sent');
  expect(sent).toEqual(['["d1"]']);
});

test('is preferred, exported, erased, and shown in the console', async () => {
  const here = await aWorld(['d1']);
  await here.notify();
  const patch = PreferencesPatch.parse({ categories: { general: { push: 'opted_out' } } });
  const { body } = await patchPreferences({ userId: 'ada', asks: 'server', patch, ifMatch: undefined }, here);

  const { categories } = PreferencesAnswer.parse(JSON.parse(JSON.stringify(body)));
  expect(categories).toMatchObject({ general: { push: 'opted_out' } });
  expect(categories.other).not.toHaveProperty('push');
  expect((await here.notify()).get(push)).toMatchObject({ status: 'skipped', reason: 'preference_opted_out' });
  const exported = UserExport.parse(JSON.parse(JSON.stringify(await exportUser({ id: 'ada' }, here))));
  expect(exported.user).toMatchObject({ devices: ['d1'] });
  expect(exported.notifications.map(({ addresses }) => addresses)).toContainEqual({ push: ['d1'] });
  expect(localAnswers['GET /local/channels'].parse({ data: listChannels() }).data.at(-1)).toMatchObject({
    name: push,
    title: 'Push',
  });

  await deleteUser('ada', here);

  expect(await here.users.getMany(['ada'])).toEqual(new Map());
  expect(await here.records.page({ userId: 'ada', limit: 10 })).toEqual({ records: [] });
});
