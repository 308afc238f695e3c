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
    name: 'why, lift and resend after a bounce',
    async run(stack) {
      const command = (line: string) => stack.bellhop(`npm run -s bellhop -- ${line} --stage dev`);
      const why = await command('why bo@example.com');
      assert(/^The address is suppressed since .*, as an e-mail to it bounced/m.test(why), `why says ${why}`);
      const { body } = await stack.call('GET', '/v1/notifications?address=bo@example.com&status=bounced');
      const bounced: string = body.data[0]?.id ?? '';
      const lift = 'npm run -s bellhop -- suppressions lift bo@example.com --yes --json --stage dev';
      const lifted = JSON.parse(await stack.bellhop(`${lift} || test $? -eq 1`)); // the emulator may know no list of SES
      assert(lifted.lifted === true, `lift answers ${JSON.stringify(lifted)}`);
      const { notification } = JSON.parse(await command(`resend ${bounced} --channel email --yes --json`));
      await becomes(stack, notification, { email: 'sent' });
      await reportOfSes(stack, 'delivery', { id: notification, address: 'bo@example.com' });
      await becomes(stack, notification, { email: 'delivered' });
      return `${bounced} went again as ${notification}, and arrived`;
    },
  },
  {
    name: 'a complaint',
    async run(stack) {
      const seen = await isReported(stack, 'complaint', { user: 'cy', becomesStatus: 'complained', next: 'suppressed' });
      const { body } = await stack.call('GET', '/v1/suppressions');
      const listed = body.data.map(({ address, reason }: { address: string; reason: string }) => `${address} (${reason})`);
      assert(listed.includes('cy@example.com (complaint)'), `listed are ${listed}`);
      assert(!listed.includes('bo@example.com (bounce)'), `listed are ${listed}`);
      return `${seen}; the address is listed, and the one that was lifted is not`;
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
