// samples/qstash/ → mails by a route that QStash calls, with Redis against a second one, and the same on Bellhop
import { runLine } from '../command.ts';
import { startLine } from '../sam/running-line.ts';
import { assert } from '../step.ts';
import { type LocalSystem, runsAt, sentExactly } from './local-system.ts';
import { startMailbox } from './mailbox.ts';
import { samplesFolder } from './node.ts';
import { signingKey, startQStash } from './qstash-double.ts';
import { type Sample, using } from './sample.ts';

const remindAfterSeconds = 3;
const mails = ['Invoice 57 is ready', 'Invoice 58 is ready', 'Invoice 58 is due']; // 57 is paid before its reminder

export const qstash: Sample = {
  name: 'qstash',
  steps: [
    { name: 'before: its own clients, and a double that calls twice', run: before },
    { name: 'after: the same, asked for twice', run: after },
  ],
};

async function before(): Promise<string> {
  return using(startQStash(), (double) =>
    using(startMailbox(), async (mailbox) => {
      const folder = `${await samplesFolder()}/qstash`;
      const told = {
        QSTASH_TOKEN: 'a token',
        QSTASH_URL: double.url,
        QSTASH_CURRENT_SIGNING_KEY: signingKey,
        QSTASH_NEXT_SIGNING_KEY: 'another key',
        UPSTASH_REDIS_REST_URL: double.url,
        UPSTASH_REDIS_REST_TOKEN: 'a token',
        SMTP_PORT: String(mailbox.port),
      };
      const env = { ...process.env, NODE_OPTIONS: '', ...told };
      return using(startLine(`cd "${folder}" && exec "${process.execPath}" serve.js`, env, /http:\S+\n/), async (route) => {
        const APP_URL = route.printed().trim();
        await runLine(`cd "${folder}" && "${process.execPath}" run.js before ${remindAfterSeconds}`, { ...env, APP_URL });
        const seen = await sentExactly(mailbox.outbox, mails);
        assert(double.calls() > mails.length, `the route was called ${double.calls()} times, so nothing came twice`);
        assert(double.crons().join() === 'CRON_TZ=Europe/Zurich 0 9 1 * *', `the schedules are ${double.crons()}`);
        return `${seen}, of ${double.calls()} calls of the route`;
      });
    }),
  );
}

async function after(system: LocalSystem): Promise<string> {
  const folder = `${await samplesFolder()}/qstash`;
  const env = { ...process.env, NODE_OPTIONS: '', ...system.told };
  const ours = await runLine(`cd "${folder}" && "${process.execPath}" run.js after ${remindAfterSeconds}`, env);
  const seen = await sentExactly(system.outbox, mails);
  return `${seen}; ${await runsAt(system, { ours, sends: 'Rent is due' })}`;
}
