import { aMoment, notificationId } from '../../../world.ts';
import { describeEachStore } from '../../each-store.ts';

describeEachStore('SMS that were sent', (open) => {
  test('are found by what the provider called them, and nobody else is', async () => {
    const { sentSms } = await open();
    const sms = { providerId: 'sns-1', notificationId: notificationId('n1'), at: aMoment };

    await sentSms.remember(sms);
    await sentSms.remember(sms);

    expect(await sentSms.find('sns-1')).toBe(notificationId('n1'));
    expect(await sentSms.find('sns-2')).toBeUndefined();
  });
});
