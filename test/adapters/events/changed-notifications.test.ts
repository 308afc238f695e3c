import { aMessage, aNotification, notificationId } from '../../world.ts';
import { describeEachStore } from '../each-store.ts';

describeEachStore('notifications that changes are about', (open) => {
  test('are found by their ids, and those that are not there or have expired are left out', async () => {
    const here = await open();
    const expiresAt = new Date('2030-03-16T00:00:00.000Z');
    await here.ledger.enter({ notification: aNotification(), messages: [aMessage()], expiresAt });
    const ids = [notificationId('n1'), notificationId('n2')];

    const found = await here.changedNotifications.find(ids);
    here.at(expiresAt);

    expect([...found.keys()]).toEqual([notificationId('n1')]);
    expect(found.get(notificationId('n1'))).toMatchObject({ userId: 'ada', workflow: 'greeting', category: 'general' });
    expect(await here.changedNotifications.find(ids)).toEqual(new Map());
  });
});
