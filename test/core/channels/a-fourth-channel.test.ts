import type { ChannelSender, Rendered } from '../../../core/delivery/ports/channel-sender.ts';

// before the modules whose schemas are made from the list of channels
const { aPagerWorld, pager } = await import('./pager-channel.ts');
const { DeliverMessage } = await import('../../../contract/delivery/deliver-message.ts');
const { mayAddFor } = await import('../../../core/delivery/rules/fallback.ts');
const { plan } = await import('../../../core/planning/rules/plan.ts');
const { hasChannel } = await import('../../../core/preferences/rules/show-preferences.ts');
const { withDefaults } = await import('../../../core/workflows/rules/workflow-defaults.ts');
const { PreferencesAnswer, PreferencesPatch } = await import('../../../contract/preferences/preferences.ts');
const { UserExport } = await import('../../../contract/users/export.ts');
const { deliver } = await import('../../../core/delivery/deliver.ts');
const { patchPreferences } = await import('../../../core/preferences/preferences.ts');
const { deleteUser } = await import('../../../core/users/delete-user.ts');
const { exportUser } = await import('../../../core/users/export-user.ts');
const { describeChannel } = await import('./channel-promises.ts');

describe('keeps what every channel promises', () => describeChannel(pager));

test('is planned where the priority uses it, the workflow has copy for it and the user an address', async () => {
  const [withPagers, without] = [await aPagerWorld(['d1', 'd2']), await aPagerWorld()];

  expect((await withPagers.notify()).get(pager)).toMatchObject({ status: 'queued', address: '["d1","d2"]' });
  expect((await without.notify()).get(pager)).toMatchObject({ status: 'skipped', reason: 'no_address' });
  expect((await withPagers.notify('silent')).has(pager)).toBe(false);
  await expect(withPagers.notify('silent', { channels: [pager] })).rejects.toMatchObject({ code: 'channel_unsupported' });
});

test('is sent to nobody where the stage has it off, which the plan says, and nobody chooses it there', async () => {
  const here = await aPagerWorld(['d1']);
  const stage = { optIn: [], digest: 'immediate', channelsOn: [] } as const;
  const [off, on] = [withDefaults(here.workflows, stage), withDefaults(here.workflows, { ...stage, channelsOn: [pager] })];
  const named = { channels: [pager] };
  const user = { pagers: ['d1'] } as never;
  const greeting = off.get('greeting') as never;

  expect((await here.notify('greeting', named, off)).get(pager)).toMatchObject({ status: 'skipped', reason: 'channel_off' });
  expect((await here.notify('greeting', {}, off)).has(pager)).toBe(false); // nobody asked for it
  expect((await here.notify('greeting', named, on)).get(pager)?.status).toBe('queued');
  expect(plan({ workflow: greeting, user, overrides: named }, here.now())[0]?.because).toBe(
    'the publish named this channel, but pages are off in this stage; the setting "pager" switches them on',
  );
  expect(mayAddFor(user, greeting)).not.toHaveProperty(pager, true);
  expect(hasChannel([greeting], pager)).toBe(false);
});

test('is delivered from a queue of its own', async () => {
  const here = await aPagerWorld(['d1']);
  await here.notify();
  const [message] = here.pager.drain().map((each) => DeliverMessage.parse(each));
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
  const here = await aPagerWorld(['d1']);
  await here.notify();
  const patch = PreferencesPatch.parse({ categories: { general: { pager: 'opted_out' } } });
  const { body } = await patchPreferences({ userId: 'ada', asks: 'server', patch, ifMatch: undefined }, here);

  const { categories } = PreferencesAnswer.parse(JSON.parse(JSON.stringify(body)));
  expect(categories).toMatchObject({ general: { pager: 'opted_out' } });
  expect(categories.other).not.toHaveProperty('pager');
  expect((await here.notify()).get(pager)).toMatchObject({ status: 'skipped', reason: 'preference_opted_out' });
  const exported = UserExport.parse(JSON.parse(JSON.stringify(await exportUser({ id: 'ada' }, here))));
  expect(exported.user).toMatchObject({ pagers: ['d1'] });
  expect(exported.notifications.map(({ addresses }) => addresses)).toContainEqual({ pager: ['d1'] });

  await deleteUser('ada', here);

  expect(await here.users.getMany(['ada'])).toEqual(new Map());
  expect(await here.records.page({ userId: 'ada', limit: 10 })).toEqual({ records: [] });
});
