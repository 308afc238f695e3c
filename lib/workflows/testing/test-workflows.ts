import { asText } from './as-text.ts';
import { askForCopy } from './ask-for-copy.ts';
import { type Runner, runnerHere, type Takes } from './runner.ts';

/** What one workflow says of some data: on each channel that it has words for, and its e-mail in both parts. */
export type WrittenCopy = {
  inbox?: { title: string; body: string; actionUrl?: string; actions?: readonly object[] };
  email: { subject: string; text: string; html: string };
  sms?: string;
  push?: { title: string; body: string; url?: string; icon?: string };
  chat?: {
    title: string;
    body: string;
    fields?: readonly { name: string; value: string }[];
    actionUrl?: string;
    actionLabel?: string;
  };
};

/** Of which data, and to whom. */
export type CopyOrder = {
  /** What a publish would send; absent: the workflow's example. */
  data?: Record<string, unknown>;
  /** The user's, as a BCP 47 tag. */
  locale?: string;
  /** Theirs, as IANA names it; UTC unless given. */
  timezone?: string;
  variant?: string;
  /** What the app has said of them. */
  profile?: { name?: string; avatar?: string; attributes?: Readonly<Record<string, string | number | boolean>> };
};

/** Where the file of settings is that names the workflows; absent: `BELLHOP_CONFIG`, or the nearest one from here upwards. */
type Where = { config?: string };

type Written = { key: string; faults: string[]; forms: { name: string; copy: WrittenCopy }[] };

/**
 * Tests that every workflow is in order, and that it says of its example what it said before: a snapshot for each, in each of its languages and
 * variants. Runs under node:test, jest and vitest; those without globals are handed over: `testWorkflows({ test, expect })`.
 */
export function testWorkflows({ config, ...takes }: Where & Takes = {}): void {
  const runner = runnerHere(takes);
  let written: Written[];
  try {
    written = askForCopy(undefined, config) as Written[];
  } catch (error) {
    runner.test('the workflows can be read', () => {
      throw error;
    });
    return;
  }
  for (const workflow of written) testWorkflow(runner, workflow);
}

function testWorkflow({ test, keep }: Runner, { key, faults, forms }: Written): void {
  if (faults.length > 0) {
    test(`${key} is in order`, () => {
      throw new Error(faults.join('\n'));
    });
  }
  for (const { name, copy } of forms) {
    const { html: _html, ...email } = copy.email; // a new version of Bellhop may lay it out anew; what it says is in the text
    test(`${key} reads as before: ${name}`, keep(asText({ ...copy, email })));
  }
}

/**
 * Writes what a workflow says of some data, for a test of your own.
 * @throws Error when there is no such workflow, or it does not take the data, with the names of the fields.
 */
export function copyOf(workflow: string | { key: string }, { config, ...order }: CopyOrder & Where = {}): WrittenCopy {
  const key = typeof workflow === 'string' ? workflow : workflow.key;
  return askForCopy({ key, ...order }, config) as WrittenCopy;
}
