import type { Deployment } from '../deployment.ts';
import { assert, type Step } from '../step.ts';

/** What the doctor has to say of a stack that was just deployed. What hangs on the world's DNS or on when a cron came by is left out. */
const expected: Readonly<Record<string, string>> = {
  credentials: 'ok',
  clock: 'ok',
  bootstrap: 'ok',
  'lambda-concurrency': 'not-yet', // the emulator has a new account's limit of ten
  stack: 'ok',
  api: 'ok',
  'api-keys': 'ok',
  'allowed-origins': 'not-yet',
  'dead-letters': 'ok',
  'alarm-subscription': 'not-yet',
  'ses-identity': 'ok',
  dkim: 'not-yet', // an address is verified, no domain
  'mail-from': 'not-yet',
  'suppression-list': 'ok',
  'engagement-tracking': 'ok',
  'email-pauses': 'ok',
  // the emulator's CloudFormation does not switch point-in-time recovery on, and its SNS does not know these calls
  'table-backups': 'wrong',
  'sms-sandbox': 'cannot-tell',
  'sms-spend-limit': 'cannot-tell',
  'sms-senders': 'cannot-tell',
  'sms-receipts': 'cannot-tell',
};

/** What an owner runs after a deploy: the doctor, and a test on each channel. */
export const doctorSteps: readonly Step<Deployment>[] = [
  {
    name: 'bellhop doctor',
    async run({ bellhop }) {
      const printed = await bellhop('npm run -s bellhop -- doctor --json --stage dev 2>/dev/null || test $? -eq 4');
      const { checks, worst }: { checks: { name: string; verdict: string; found: string }[]; worst: string } =
        JSON.parse(printed);
      const seen = new Map(checks.map(({ name, verdict, found }) => [name, `${verdict} (${found})`]));
      const wrong = Object.entries(expected).filter(([name, verdict]) => !seen.get(name)?.startsWith(`${verdict} (`));
      assert(wrong.length === 0, wrong.map(([name, verdict]) => `${name} should be ${verdict}, is ${seen.get(name)}`).join('; '));
      return `${checks.length} checks, the worst ${worst}`;
    },
  },
  {
    name: 'bellhop test',
    async run({ bellhop }) {
      const test = (what: string, code: number) =>
        bellhop(`npm run -s bellhop -- test ${what} --stage dev || test $? -eq ${code}`);
      const inbox = await test('inbox --to iris', 0);
      assert(/delivered[\s\S]*It arrived\./.test(inbox), `the inbox: ${inbox}`);
      const sms = await test('sms --to +447400654321', 0);
      assert(/sent[\s\S]*The provider has taken it/.test(sms), `SMS: ${sms}`);
      // the emulator's SES reports nothing of what it sends: under way is what there is to be said
      const email = await test('email --to iris@example.com --wait 20', 2);
      assert(/sent[\s\S]*has not reported/.test(email), `e-mail: ${email}`);
      const keys = await bellhop('npm run -s bellhop -- keys list --stage dev');
      assert(!keys.includes('bellhop test'), `a test left its key: ${keys}`);
      return 'inbox, SMS and e-mail, each told to its end';
    },
  },
];
