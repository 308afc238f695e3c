// samples/celery/ → tasks with retries, an ETA and a beat table on Celery and Redis, and the same on Bellhop
import { startLine } from '../sam/running-line.ts';
import { type LocalSystem, runsAt, sentExactly } from './local-system.ts';
import { startMailbox } from './mailbox.ts';
import { pythonSettings, runPython, samplesPython } from './python.ts';
import { startRedis } from './redis.ts';
import { type Sample, using } from './sample.ts';

const remindAfterSeconds = 4;
const mails = ['Invoice 7 is ready', 'Invoice 8 is ready', 'Invoice 8 is due']; // 7 is paid before its reminder

export const celery: Sample = {
  name: 'celery',
  steps: [
    { name: 'before: a worker, and a mail server that is busy at first', run: before },
    { name: 'after: the same, asked for twice', run: after },
    { name: 'after: the beat table as a schedule', run: schedule },
  ],
};

async function before(): Promise<string> {
  const python = await samplesPython();
  return using(startRedis(), (redis) =>
    using(startMailbox({ refusals: 1 }), (mailbox) => {
      const told = { REDIS_URL: redis.url, SMTP_PORT: String(mailbox.port) };
      const worker = `cd samples/celery/before && exec "${python}" -m celery -A tasks worker --pool solo --loglevel INFO`;
      return using(startLine(worker, pythonSettings(told), /ready\./), async () => {
        await runPython('celery/before', `run.py ${remindAfterSeconds}`, told);
        return sentExactly(mailbox.outbox, mails);
      });
    }),
  );
}

async function after({ told, outbox }: LocalSystem): Promise<string> {
  await runPython('celery/after', `run.py ${remindAfterSeconds}`, told);
  return sentExactly(outbox, mails);
}

async function schedule(system: LocalSystem): Promise<string> {
  const [ours, beats] = [
    await runPython('celery/after', 'schedules.py', system.told),
    await runPython('celery/before', `-c '${nextBeat}'`, { REDIS_URL: 'redis://127.0.0.1' }),
  ];
  return runsAt(system, { ours, theirs: beats, sends: 'Rent is due' });
}

/** When Celery beat would go next, by its own reckoning. */
const nextBeat = [
  'from datetime import timedelta; from tasks import app',
  'entry = app.conf.beat_schedule["rent-due"]["schedule"]',
  'now = app.now()',
  'due = now + entry.remaining_estimate(now) + timedelta(milliseconds=500)',
  'print(due.replace(microsecond=0).isoformat())',
].join('; ');
