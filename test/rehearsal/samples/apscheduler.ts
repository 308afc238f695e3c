// samples/apscheduler/ → a reminder and a job of each month, in a process with APScheduler, and the same on Bellhop
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalSystem, runsAt, sentExactly } from './local-system.ts';
import { startMailbox } from './mailbox.ts';
import { runPython } from './python.ts';
import { type Sample, using } from './sample.ts';

const remindAfterSeconds = 3;
const mails = ['Invoice 18 is due']; // 17 is paid before its reminder
let theirs = '';

export const apscheduler: Sample = {
  name: 'apscheduler',
  steps: [
    { name: 'before: a process that waits', run: before },
    { name: 'after: one that has ended long before', run: after },
  ],
};

async function before(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-jobs-'));
  try {
    return await using(startMailbox(), async (mailbox) => {
      const told = { SMTP_PORT: String(mailbox.port), JOBS_DB: `sqlite:///${join(folder, 'jobs.sqlite')}` };
      theirs = await runPython('apscheduler/before', `run.py ${remindAfterSeconds}`, told);
      return sentExactly(mailbox.outbox, mails);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function after(system: LocalSystem): Promise<string> {
  const ours = await runPython('apscheduler/after', `run.py ${remindAfterSeconds}`, system.told);
  const seen = await sentExactly(system.outbox, mails);
  return `${seen}; ${await runsAt(system, { ours, theirs, sends: 'Rent is due' })}`;
}
