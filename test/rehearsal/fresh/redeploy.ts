import { type Deployment, eventually } from '../deployment.ts';
import { gotOnce, inboxOf, publish } from '../notifications.ts';
import { readmeLine } from '../readme-line.ts';
import { assert, type Step } from '../step.ts';
import { makeKey } from './deploy.ts';

/** Other settings for what runs, an end, and a new beginning. */
export const redeploySteps: readonly Step<Deployment>[] = [
  {
    name: 'diff',
    async run({ cdk }) {
      const line = readmeLine('npm run cdk -- deploy').replace(' deploy ', ' diff ');
      const printed = await cdk(`${line} -c smsCountries=GB -c "fromName=The Repair Shop"`);
      const told = [...printed.matchAll(/^\[([~+-])\] (\S+)/gm)].map(([, mark, type]) => `${mark} ${type}`);
      const changed = told.filter((each) => each !== '~ Metadata'); // the template's record of the settings
      assert(changed.length > 0 && changed.every((each) => each === '~ AWS::Lambda::Function'), `it tells of ${told.join(', ')}`);
      assert(printed.includes('The Repair Shop'), `it does not tell of the new name: ${printed.slice(-300)}`);
      return `another name of the sender changes ${changed.length} functions and nothing else`;
    },
  },
  {
    name: 'redeploy with other settings',
    async run(stack) {
      const before = await inboxOf(stack, 'ada');
      await stack.cdk(
        `${readmeLine('npm run cdk -- deploy')} -c smsCountries=GB,IE -c "fromName=The Repair Shop" -c smsMonthlyBudgetUsd=7`,
      );
      await publish(stack, { recipients: ['ada'], data: { title: 'Under a new name', body: 'And the old key.' } });
      const mail = await gotOnce(stack, 'ada@example.com', 'Under a new name');
      assert(mail.from?.name === 'The Repair Shop', `the e-mail is from ${JSON.stringify(mail.from)}`);
      const after = (await inboxOf(stack, 'ada')).map(({ id }) => id);
      assert(before.length > 0 && before.every(({ id }) => after.includes(id)), 'what was in the inbox is gone');
      return `the next e-mail is from "${mail.from.name}"; key and inbox are as before`;
    },
  },
  {
    name: 'destroy',
    async run(stack) {
      const api = stack.output('ApiUrl');
      const told = await stack.cdk('npm run cdk -- destroy -c stage=dev --force');
      for (const kept of ['hello@example.com', '/bellhop/dev/'])
        assert(told.includes(kept), `it does not tell that ${kept} stays`);
      const { status } = await stack.ask(api, 'GET', '/v1/health');
      assert(status === 404 || status === 403, `the API of the destroyed stack still answers ${status}`);
      return 'the API is gone; sender and secrets stay, as it says';
    },
  },
  {
    name: 'redeploy after it, and publish',
    async run(stack) {
      await stack.cdk(readmeLine('npm run cdk -- deploy'));
      await makeKey(stack);
      await publish(stack, { recipients: [{ id: 'eve', email: 'eve@example.com' }], data: { title: 'Anew', body: 'All over.' } });
      await gotOnce(stack, 'eve@example.com', 'Anew');
      await eventually('eve has it in her inbox', async () => (await inboxOf(stack, 'eve')).length === 1);
      return 'a new key, a new user, one e-mail';
    },
  },
];
