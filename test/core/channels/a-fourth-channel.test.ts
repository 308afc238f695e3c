import type { ChannelSender, Rendered } from '../../../core/delivery/ports/channel-sender.ts';

// before the modules whose schemas are made from the list of channels
const { aPushWorld, push } = await import('./push-channel.ts');
const { DeliverMessage } = await import('../../../contract/delivery/deliver-message.ts');
const { PreferencesAnswer, PreferencesPatch } = await import('../../../contract/preferences/preferences.ts');
const { UserExport } = await import('../../../contract/users/export.ts');
const { deliver } = await import('../../../core/delivery/deliver.ts');
const { patchPreferences } = await import('../../../core/preferences/preferences.ts');
const { deleteUser } = await import('../../../core/users/delete-user.ts');
const { exportUser } = await import('../../../core/users/export-user.ts');
const { describeChannel } = await import('./channel-promises.ts');

describe('keeps what every channel promises', () => describeChannel(push));

test('is planned where the priority uses it, the workflow has copy for it and the user an address', async () => {
  const [withDevices, without] = [await aPushWorld(['d1', 'd2']), await aPushWorld()];

  expect((await withDevices.notify()).get(push)).toMatchObject({ status: 'queued', address: '["d1","d2"]' });
  expect((await without.notify()).get(push)).toMatchObject({ status: 'skipped', reason: 'no_address' });
  expect((await withDevices.notify('silent')).has(push)).toBe(false);
  await expect(withDevices.notify('silent', { channels: [push] })).rejects.toMatchObject({ code: 'channel_unsupported' });
});

test('is delivered from a queue of its own', async () => {
  const here = await aPushWorld(['d1']);
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

test('is preferred, exported and erased', async () => {
  const here = await aPushWorld(['d1']);
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

  await deleteUser('ada', here);

  expect(await here.users.getMany(['ada'])).toEqual(new Map());
  expect(await here.records.page({ userId: 'ada', limit: 10 })).toEqual({ records: [] });
});
