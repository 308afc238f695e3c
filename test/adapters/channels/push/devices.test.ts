import { mostDevices, putDevice } from '../../../../core/channels/push/devices.ts';
import type { Device } from '../../../../core/channels/push/ports/devices.ts';
import { deleteUser } from '../../../../core/users/delete-user.ts';
import { exportUser } from '../../../../core/users/export-user.ts';
import { aDevice, aSubscription, putAsIs } from '../../../core/channels/push/a-device.ts';
import { aMoment } from '../../../world.ts';
import { describeEachStore, type StoreWorld } from '../../each-store.ts';

const [desktop, phone] = [aDevice('desktop'), aDevice('phone', new Date(aMoment.getTime() + 1000))];

const put = ({ devices }: StoreWorld, userId: string, device: Device) => putAsIs(devices, userId, device);

describeEachStore('devices keep their promises', (open) => {
  /** Ada and Ben, of whom Ada has two devices. */
  async function withDevices() {
    const here = await open();
    for (const id of ['ada', 'ben']) await here.users.upsert(id, { email: `${id}@example.com` }, here.now());
    for (const device of [desktop, phone]) await put(here, 'ada', device);
    const idsOf = async (id: string) => ((await here.users.getMany([id])).get(id) as { devices?: string[] } | undefined)?.devices;
    return { here, idsOf };
  }

  test('what was put is there, oldest first, and its user has the ids', async () => {
    const { here, idsOf } = await withDevices();

    expect(await here.devices.list('ada')).toEqual([desktop, phone]);
    expect(await here.devices.find('ada', [phone.id, 'dev_unknown'])).toEqual([phone]);
    expect(await idsOf('ada')).toEqual([desktop.id, phone.id]);
    expect(await here.devices.list('ben')).toEqual([]);
  });

  test('putting it again renews it, and changes nothing of the user', async () => {
    const { here } = await withDevices();
    const before = (await here.users.getMany(['ada'])).get('ada');
    const renewed = { ...desktop, renewedAt: new Date(aMoment.getTime() + 5000) };

    expect(await put(here, 'ada', renewed)).toEqual(renewed);

    expect(await here.devices.list('ada')).toEqual([renewed, phone]);
    expect((await here.users.getMany(['ada'])).get('ada')).toEqual(before);
  });

  test('a device that another user signs in on is theirs, and is the first one’s no more', async () => {
    const { here, idsOf } = await withDevices();

    await put(here, 'ben', desktop);

    expect([await idsOf('ada'), await idsOf('ben')]).toEqual([[phone.id], [desktop.id]]);
    expect(await here.devices.list('ada')).toEqual([phone]);
    await here.devices.remove('ada', [desktop.id], here.now()); // late, and too late
    expect(await here.devices.list('ben')).toEqual([desktop]);
    await put(here, 'ada', desktop);
    expect(await here.devices.list('ben')).toEqual([]);
  });

  test('a device that two users put at one moment is exactly one’s', async () => {
    const { here, idsOf } = await withDevices();
    for (let round = 0; round < 8; round += 1) {
      const device = aDevice(`shared-${round}`);

      await Promise.all(['ada', 'ben'].map((id) => put(here, id, device)));

      const lists = await Promise.all(['ada', 'ben'].map((id) => here.devices.find(id, [device.id])));
      const ids = await Promise.all(['ada', 'ben'].map(idsOf));
      expect(lists.flat()).toEqual([device]);
      expect(ids.map((each) => each?.includes(device.id) === true)).toEqual(lists.map((each) => each.length === 1));
    }
  });

  test('however many are put at once, so many are kept, and their user has the ids of those', async () => {
    const { here, idsOf } = await withDevices();
    const deps = { ...here, kinds: ['web' as const], refusalOf: async () => undefined };
    const register = (name: string) => putDevice({ userId: 'ben', device: aSubscription(name) }, deps);
    for (let index = 1; index < mostDevices; index += 1) await register(`d${index}`);

    await Promise.all(['one', 'two', 'three', 'four'].map(register));

    const kept = (await here.devices.list('ben')).map(({ id }) => id);
    expect(kept).toHaveLength(mostDevices);
    expect(new Set(await idsOf('ben'))).toEqual(new Set(kept));
  });

  test('a user keeps their devices when they are changed otherwise, and none are given with nobody', async () => {
    const { here, idsOf } = await withDevices();
    const { version = 0 } = (await here.users.getMany(['ada'])).get('ada') ?? {};
    await here.users.choose({ userId: 'ada', choices: { timezone: 'Europe/Berlin' }, version }, here.now());
    await here.users.upsert('ada', { email: 'ada@example.org' }, here.now());

    expect(await idsOf('ada')).toEqual([desktop.id, phone.id]);
    expect(await put(here, 'nobody', aDevice('tablet'))).toBeUndefined();
    expect(await here.devices.list('nobody')).toEqual([]);
  });

  test('what was removed is gone, the last one with the field', async () => {
    const { here, idsOf } = await withDevices();
    await here.devices.remove('ada', [desktop.id], here.now());
    expect(await idsOf('ada')).toEqual([phone.id]);

    await here.devices.remove('ada', [phone.id, 'dev_unknown'], here.now());

    expect(await idsOf('ada')).toBeUndefined();
    expect(await here.devices.list('ada')).toEqual([]);
  });

  test('an export shows them without where they are reached, and erasure takes them', async () => {
    const { here } = await withDevices();
    const exported = await exportUser({ id: 'ada' }, here);

    expect(exported.devices).toHaveLength(2);
    expect(exported.devices).toContainEqual(expect.objectContaining({ id: desktop.id, push_service: 'push.example.net' }));
    expect(JSON.stringify(exported)).not.toMatch(/\/send\/|BCVxsr7N|BTBZMqHH/);
    expect(exported.known_addresses).toHaveLength(1); // the e-mail address

    await deleteUser('ada', here);

    expect(await here.records.page({ userId: 'ada', limit: 10 })).toEqual({ records: [] });
    expect(await here.devices.list('ada')).toEqual([]);
    await put(here, 'ben', desktop);
    expect(await here.devices.list('ben')).toEqual([desktop]);
  });
});
