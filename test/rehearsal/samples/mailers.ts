// samples/kafka, django and rails → a mail that is sent by a consumer, a mailer of Django's and one of Rails', and the same on Bellhop
import { execFileSync } from 'node:child_process';
import { runLine } from '../command.ts';
import { CannotRehearse } from '../python-environment.ts';
import { type LocalSystem, sentExactly } from './local-system.ts';
import { startMailbox } from './mailbox.ts';
import { runPython } from './python.ts';
import { type Sample, using } from './sample.ts';

/** A side of a sample, run with what it is told. */
type Run = (side: 'before' | 'after', told: NodeJS.ProcessEnv) => Promise<string>;

export const kafka = sampleOf('kafka', {
  run: (side, told) => runPython('kafka', `run.py ${side}`, told),
  before: ['Invoice 27 is ready', 'Invoice 27 is ready', 'Invoice 28 is ready'], // the consumer is cut off once before it commits
  after: ['Invoice 27 is ready', 'Invoice 28 is ready'],
});

export const django = sampleOf('django', {
  run: (side, told) => runPython('django', `run.py ${side}`, told),
  before: ['Invoice 37 is ready'],
  after: ['Invoice 37 is ready'],
});

export const rails = sampleOf('rails', {
  run: (side, told) => {
    requireActionMailer();
    return runLine(`cd samples/rails/${side} && ruby run.rb`, { ...process.env, ...told });
  },
  before: ['Invoice 47 is ready'],
  after: ['Invoice 47 is ready'],
});

function sampleOf(name: string, { run, before, after }: { run: Run; before: string[]; after: string[] }): Sample {
  return {
    name,
    steps: [
      {
        name: 'before: by SMTP',
        run: () =>
          using(startMailbox(), async (mailbox) => {
            await run('before', { SMTP_PORT: String(mailbox.port) });
            return sentExactly(mailbox.outbox, before);
          }),
      },
      {
        name: 'after: the same',
        run: async ({ told, outbox }: LocalSystem) => {
          await run('after', told);
          return sentExactly(outbox, after);
        },
      },
    ],
  };
}

function requireActionMailer(): void {
  try {
    execFileSync('ruby', ['-e', 'require "action_mailer"'], { stdio: 'ignore' });
  } catch (error) {
    const how = 'Debian and Ubuntu: sudo apt-get install ruby-actionmailer; others: gem install actionmailer';
    throw new CannotRehearse(`this sample needs Ruby with Action Mailer. ${how}`, { cause: error });
  }
}
