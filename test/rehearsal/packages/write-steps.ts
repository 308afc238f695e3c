import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../deployment.ts';
import { assert, type Step } from '../step.ts';
import type { Manager } from './create-steps.ts';
import type { Stranger } from './stranger.ts';

const data = { number: 'INV-7', link: 'https://app.example.com/invoices/7' };

/** Starts the local system, and publishes as the README says. */
export function startSteps(manager: Manager): readonly Step<Stranger>[] {
  return [
    {
      name: `${manager} start`,
      async run({ start, line }) {
        await start(line(`${manager} start`), async (printed) => printed.includes('curl -s')); // what it says at last
        return 'the local system is up';
      },
    },
    {
      name: "the README's publish",
      async run({ run, line, url, ask }) {
        const printed = await run(line('curl -s').replaceAll('http://127.0.0.1:4620', url));
        const id = JSON.parse(printed).notifications?.[0]?.id;
        assert(id !== undefined, `it answers ${printed}`);
        const mail = await eventually('its e-mail is in the outbox', async () => {
          const { data: sent } = await ask(`/local/outbox?notification=${id}`);
          return sent.find(({ channel }: { channel: string }) => channel === 'email');
        });
        assert(mail.from === '"Northwind" <hello@example.com>', `the e-mail is from ${mail.from}`);
        return `${mail.subject}, from ${mail.from}`;
      },
    },
  ];
}

/** Writes a workflow while the system runs. */
export const newSteps: readonly Step<Stranger>[] = [
  {
    name: 'bellhop new workflow, taken up',
    async run({ run, line, ask }) {
      const options = '--category billing --priority high --payload "number, link:link" --no-required';
      const startedAt = Date.now();
      await run(`${line('npx bellhop new workflow')} ${options}`);
      const written = Date.now();
      await eventually('the running system has it', async () =>
        (await ask('/local/workflows')).data.some(({ key }: { key: string }) => key === 'invoice-due'),
      );
      return `written in ${written - startedAt} ms, and ${Date.now() - written} ms later it can be published`;
    },
  },
];

/** Tests the new workflow's words, and looks at the settings. */
export const checkSteps: readonly Step<Stranger>[] = [
  {
    name: 'npm run test:update, npm test',
    async run({ run, line }) {
      await run(line('npm run test:update'));
      const printed = await run(line('npm test'));
      assert(/workflows: 3 .*in order/.test(printed), `it was not checked: ${printed}`);
      return 'what was written passes';
    },
  },
  {
    name: 'npm test, with other words',
    async run({ project, run, line }) {
      const file = join(project, 'workflows/invoice-due/workflow.ts');
      const good = readFileSync(file, 'utf8');
      writeFileSync(file, good.replace(/subject: .*/, "subject: () => 'Something else',"));
      const printed = await run(`${line('npm test')} || echo "and so it ends"`);
      writeFileSync(file, good);
      assert(printed.includes('and so it ends'), 'npm test passes, although a subject has changed');
      assert(printed.includes('✖ invoice-due reads as before'), `it does not name the workflow: ${printed.slice(-600)}`);
      return 'it fails, and names the workflow';
    },
  },
  {
    name: 'bellhop settings show',
    async run({ run }) {
      const printed = await run('npx bellhop settings show --stage local');
      assert(/^fromName +Northwind$/m.test(printed), `it does not show what bellhop.config.ts says: ${printed}`);
      return 'what bellhop.config.ts says, and the defaults';
    },
  },
];

/** Changes its words, and waits for them to be shown, the fastest of three times within so many seconds. */
export const reloadSteps = (seconds: number): readonly Step<Stranger>[] => [
  {
    name: 'a change of its words, until they are shown',
    async run({ project, ask }) {
      const file = join(project, 'workflows/invoice-due/workflow.ts');
      const times: number[] = [];
      for (const word of ['Reminder', 'Notice', 'Statement']) {
        await sleep(300); // what was saved before is done with
        const savedAt = performance.now();
        writeFileSync(
          file,
          readFileSync(file, 'utf8').replace(/subject: .*/, `subject: ({ number }) => \`${word} \${number}\`,`),
        );
        await untilShown(ask, `${word} INV-7`);
        times.push(performance.now() - savedAt);
      }
      const fastest = Math.min(...times);
      assert(
        fastest < seconds * 1000,
        `the fastest of three took ${Math.round(fastest)} ms, and ${seconds} seconds are the most`,
      );
      return `${times.map((each) => Math.round(each)).join(', ')} ms from save to a dry run with the new words`;
    },
  },
];

/** Asks for a dry run until its e-mail has this subject. */
async function untilShown(ask: Stranger['ask'], subject: string): Promise<void> {
  const dryRun = { workflow: 'invoice-due', recipients: ['ada'], data };
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(20)) {
    const answer = JSON.stringify(await ask('/v1/notifications/dry-run', dryRun).catch(() => undefined));
    if (answer?.includes(subject)) return;
  }
  throw new Error(`within half a minute no dry run has the subject "${subject}"`);
}
