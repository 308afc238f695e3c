import { aMoment } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const daysBefore = (days: number) => new Date(aMoment.getTime() - days * 86_400_000);

describeEachStore('the tallies of a sender', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  test('begin with nothing', async () => {
    expect(await store.tallies.sum(aMoment)).toEqual({ delivered: 0, bounced: 0, complained: 0 });
  });

  test('lose none of many at once', async () => {
    const fates = ['delivered', 'delivered', 'bounced', 'complained'] as const;

    await Promise.all(Array.from({ length: 40 }, (_, index) => store.tallies.count(fates[index % 4] ?? 'delivered', aMoment)));

    expect(await store.tallies.sum(aMoment)).toEqual({ delivered: 20, bounced: 10, complained: 10 });
  });

  test('count several at once', async () => {
    await store.tallies.count('delivered', aMoment);
    await store.tallies.count('delivered', aMoment, 12);

    expect(await store.tallies.sum(aMoment)).toMatchObject({ delivered: 13 });
  });

  test('count by the day on which an e-mail was sent, over seven days', async () => {
    await store.tallies.count('delivered', aMoment);
    await store.tallies.count('bounced', daysBefore(6));
    await store.tallies.count('bounced', daysBefore(7));

    expect(await store.tallies.sum(aMoment)).toEqual({ delivered: 1, bounced: 1, complained: 0 });
    expect(await store.tallies.sum(new Date(aMoment.getTime() + 86_400_000))).toMatchObject({ delivered: 1, bounced: 0 });
  });

  test('start anew: what was sent before no longer counts against the sender, also when it is told of later', async () => {
    await store.tallies.count('bounced', daysBefore(1));
    await store.tallies.count('complained', daysBefore(2));

    await store.tallies.startAnew(aMoment);
    await store.tallies.count('complained', daysBefore(1));
    await store.tallies.count('bounced', new Date(aMoment.getTime() - 1));
    expect(await store.tallies.sum(aMoment)).toEqual({ delivered: 0, bounced: 0, complained: 0 });

    await store.tallies.count('bounced', aMoment);
    expect(await store.tallies.sum(aMoment)).toEqual({ delivered: 0, bounced: 1, complained: 0 });
  });
});
