import { aMoment } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const later = new Date(aMoment.getTime() + 60_000);

describeEachStore('pauses of workflows', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  test('there are none before somebody pauses one', async () => {
    expect(await store.workflowPauses.list()).toEqual(new Map());
  });

  test('keeps since when each is paused, and the last word on why', async () => {
    await store.workflowPauses.pause('greeting', { since: aMoment, why: 'the logo is wrong' });
    await store.workflowPauses.pause('greeting', { since: later, why: 'so is the link' });
    await store.workflowPauses.pause('order-shipped', { since: later, why: 'the carrier is away' });

    expect(await store.workflowPauses.list()).toEqual(
      new Map([
        ['greeting', { since: aMoment, why: 'so is the link' }],
        ['order-shipped', { since: later, why: 'the carrier is away' }],
      ]),
    );
  });

  test('resumes one and leaves the others; one that is not paused is nothing', async () => {
    await store.workflowPauses.pause('greeting', { since: aMoment, why: 'the logo is wrong' });
    await store.workflowPauses.pause('order-shipped', { since: aMoment, why: 'the carrier is away' });

    await store.workflowPauses.resume('greeting');
    await store.workflowPauses.resume('greeting');

    expect([...(await store.workflowPauses.list()).keys()]).toEqual(['order-shipped']);
  });
});
