import { expectStatus } from '../measure/expect-status.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { startCountedSystem } from '../systems/counted-system.ts';

const held = 100;
const hourMs = 3_600_000;

/** What a held notification (inbox item and e-mail) asks of DynamoDB and SQS through the deployed functions, from the sweep to the provider. */
export async function* countWholeRelease(): AsyncGenerator<Figure> {
  const system = await startCountedSystem();
  try {
    const sendAt = new Date(Date.now() + hourMs);
    const recipients = Array.from({ length: held }, (_, n) => ({ id: `held-${n}`, email: `held-${n}@example.com` }));
    const data = { title: 'Hello', body: 'There is news.' };
    const body = { workflow: 'message', recipients, data, channels: ['inbox', 'email'], send_at: sendAt.toISOString() };
    await system.count(() => expectStatus(202, system.callApi('POST', '/v1/notifications', body)));

    const counted = await system.count(() => system.runJob('release-due', sendAt));
    const name = 'inbox + email, from the sweep to SES';
    yield figure({ case: name, measure: 'DynamoDB', value: counted.dynamoRequests / held, unit: 'requests/notification' });
    yield figure({ case: name, measure: 'DynamoDB read', value: counted.readUnits / held, unit: 'read units/notification' });
    yield figure({ case: name, measure: 'DynamoDB written', value: counted.writeUnits / held, unit: 'write units/notification' });
    yield figure({ case: name, measure: 'SQS', value: counted.sqsRequests / held, unit: 'requests/notification' });
  } finally {
    await system.stop();
  }
}
