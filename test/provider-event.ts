import { notificationId } from './world.ts';

/** An event as EventBridge hands it over, with the fields that nobody here reads as well. */
export function aProviderEvent(type: string, part: Record<string, unknown>, mail: Record<string, unknown> = {}) {
  return {
    version: '0',
    id: '5b1a2c3d-0000-4000-8000-000000000001',
    'detail-type': type,
    source: 'aws.ses',
    account: '123456789012',
    time: '2030-03-15T12:00:02Z',
    region: 'eu-west-1',
    resources: ['arn:aws:ses:eu-west-1:123456789012:configuration-set/bellhop'],
    detail: {
      eventType: type,
      mail: {
        timestamp: '2030-03-15T12:00:00.000Z',
        source: 'hello@example.com',
        sendingAccountId: '123456789012',
        messageId: 'ses-1',
        destination: ['ada@example.com'],
        headersTruncated: false,
        headers: [{ name: 'To', value: 'ada@example.com' }],
        tags: { 'ses:configuration-set': ['bellhop'], notification_id: [notificationId('n1')] },
        ...mail,
      },
      ...part,
    },
  };
}
