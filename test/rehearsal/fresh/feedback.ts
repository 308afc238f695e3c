import type { Deployment } from '../deployment.ts';
import { becomes, publish } from '../notifications.ts';
import { reportOfSes } from '../ses-report.ts';
import { assert, type Step } from '../step.ts';

/** What SES tells of an e-mail, and what that does to the next. */
export const feedbackSteps: readonly Step<Deployment>[] = [
  {
    name: 'a delivery',
    run: (stack) => isReported(stack, 'delivery', { user: 'dan', becomesStatus: 'delivered', next: 'sent' }),
  },
  { name: 'a bounce', run: (stack) => isReported(stack, 'bounce', { user: 'bo', becomesStatus: 'bounced', next: 'suppressed' }) },
  {
    name: 'a complaint',
    async run(stack) {
      const seen = await isReported(stack, 'complaint', { user: 'cy', becomesStatus: 'complained', next: 'suppressed' });
      const { body } = await stack.call('GET', '/v1/suppressions');
      const listed = body.data.map(({ address, reason }: { address: string; reason: string }) => `${address} (${reason})`);
      assert(listed.includes('cy@example.com (complaint)') && listed.includes('bo@example.com (bounce)'), `listed are ${listed}`);
      return `${seen}; both addresses are listed`;
    },
  },
];

type Expected = { user: string; becomesStatus: string; next: string };

async function isReported(
  stack: Deployment,
  kind: Parameters<typeof reportOfSes>[1],
  { user, becomesStatus, next }: Expected,
): Promise<string> {
  const address = `${user}@example.com`;
  const recipients = [{ id: user, email: address }];
  const [id = ''] = await publish(stack, { recipients, data: { title: 'Reported', body: 'By SES.' } });
  await becomes(stack, id, { email: 'sent' });
  await reportOfSes(stack, kind, { id, address });
  await becomes(stack, id, { email: becomesStatus });
  const [second = ''] = await publish(stack, { recipients: [user], data: { title: 'The next', body: 'After the report.' } });
  await becomes(stack, second, { email: next });
  return `the e-mail has ${becomesStatus}, the next is ${next}`;
}
