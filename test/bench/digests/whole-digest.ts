import { expectStatus } from '../measure/expect-status.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { startCountedSystem } from '../systems/counted-system.ts';
import type { Counters } from '../systems/counters.ts';

const dayMs = 86_400_000;

/**
 * What a digest of so many asks of DynamoDB and SQS through the deployed functions: each publish that enters it, and then, its e-mail
 * included, from the job that finds it to the last message in it completed, beyond what a run of the job asks that finds nothing.
 */
export async function* countWholeDigest(size: number): AsyncGenerator<Figure> {
  const system = await startCountedSystem();
  try {
    await expectStatus(
      200,
      system.callApi('PATCH', '/v1/users/ada/preferences', { categories: { general: { digest: 'daily' } } }),
    );
    const data = { title: 'Hello', body: 'There is news.' };
    const publish = () =>
      system.callApi('POST', '/v1/notifications', {
        workflow: 'message',
        recipients: ['ada'],
        data,
        channels: ['inbox', 'email'],
      });
    await system.count(() => expectStatus(202, publish())); // opens the digest
    const entered = await system.count(async () => {
      for (let published = 1; published < size; published += 1) await expectStatus(202, publish());
    });
    const each = (counter: keyof Counters) => entered[counter] / (size - 1);
    const waiting = 'a notification that waits for a digest, in the inbox at once';
    yield figure({ case: waiting, measure: 'DynamoDB', value: each('dynamoRequests'), unit: 'requests' });
    yield figure({ case: waiting, measure: 'DynamoDB read', value: each('readUnits'), unit: 'read units' });
    yield figure({ case: waiting, measure: 'DynamoDB written', value: each('writeUnits'), unit: 'write units' });

    const run = () => system.runJob('send-digests', new Date(Date.now() + dayMs));
    const first = await system.count(run);
    const idle = await system.count(run); // by hand it looks at a whole day of buckets, most of them empty
    const name = `a digest of ${size} notifications, from the job to its end`;
    const beyond = (counter: keyof Counters) => first[counter] - idle[counter];
    yield figure({ case: name, measure: 'DynamoDB', value: beyond('dynamoRequests'), unit: 'requests' });
    yield figure({ case: name, measure: 'DynamoDB read', value: beyond('readUnits'), unit: 'read units' });
    yield figure({ case: name, measure: 'DynamoDB written', value: beyond('writeUnits'), unit: 'write units' });
    yield figure({ case: name, measure: 'SQS', value: beyond('sqsRequests'), unit: 'requests' });
  } finally {
    await system.stop();
  }
}
