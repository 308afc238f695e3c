import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { isSent } from '../../../contract/channels/channels.ts';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { listWorkflows } from '../../../lib/workflows/list-workflows.ts';
import { withBriefKey } from '../api/with-brief-key.ts';
import { CannotDo } from '../cannot-do.ts';
import { checks } from '../doctor/checks.ts';
import { type Diagnosis, diagnose } from '../doctor/diagnose.ts';
import { gatherFacts } from '../doctor/facts.ts';
import { findStack } from '../find-stack.ts';
import { untilStopped } from '../until-stopped.ts';
import { explainEnd, type TestEnd } from './explain-end.ts';
import { follow } from './follow.ts';
import { type TestApi, testApi } from './test-api.ts';
import { type TestContent, testContent } from './test-content.ts';
import { type TestChannel, type TestRecipient, testRecipient } from './test-recipient.ts';

export type TestOrder = {
  channel: TestChannel;
  to: string;
  stage: string;
  waitSeconds: number;
  workflow?: string;
  data?: unknown;
  /** For machines: one document at the end, in place of each step as it happens. */
  json?: true;
};

/** The same exit codes as the doctor's: 1 means that it could not be run at all. */
const exitCodes: Readonly<Record<TestEnd['outcome'], number>> = { reached: 0, 'under-way': 2, 'not-reached': 4 };

/**
 * Sends one notification through the whole system, prints its steps as they happen, and answers the exit code that its end has.
 * The key that it takes, and the user if there was none, are removed again.
 */
export async function sendTest(order: TestOrder): Promise<number> {
  const recipient = testRecipient(order.channel, order.to);
  const content = await contentOf(order);
  const { tableName, outputs } = await findStack(order.stage);
  const url = outputs.ApiUrl;
  if (url === undefined) throw new CannotDo('the stack has no output ApiUrl; deploy it again with this version');

  const apiKeys = dynamoApiKeys(openTable(tableName));
  const end = await withBriefKey({ apiKeys, command: 'test', now: () => new Date() }, (key) =>
    withRecipient(testApi(url, key), recipient, { ...order, ...content }),
  );
  const suspects = end.outcome === 'reached' ? [] : await findSuspects(order);
  const { id, outcome, words } = end;
  if (order.json) console.log(JSON.stringify({ id, outcome, words, suspects }, undefined, 2));
  else {
    console.log(`\n${words}`);
    for (const { name, found, mend } of suspects) console.log(`\n${name}: ${found}${mend === undefined ? '' : `\n  ${mend}`}`);
  }
  return exitCodes[outcome];
}

/** What is told in full needs no look at the workflows here. */
async function contentOf(order: TestOrder): Promise<TestContent> {
  const { workflow, data } = order;
  if (workflow !== undefined && data !== undefined) return { workflow, data };
  return testContent(order, await listWorkflows().catch(notListed), new Date());
}

function notListed(error: unknown): never {
  if (!(error instanceof OwnerError)) throw error;
  throw new CannotDo(`${error.message}\nname a workflow that is deployed with --workflow and --data, or mend this`);
}

type FullOrder = TestOrder & TestContent;
type Tested = TestEnd & { id: string };

/** A user of our own making leaves nothing behind; one that was there stays as it was. */
async function withRecipient(api: TestApi, recipient: TestRecipient, order: FullOrder): Promise<Tested> {
  const wasKnown = await api.knowsUser(recipient);
  try {
    return await publishAndFollow(api, wasKnown && order.channel === 'inbox' ? recipient.id : recipient, order);
  } finally {
    if (!wasKnown) await api.removeUser(recipient);
  }
}

async function publishAndFollow(
  api: TestApi,
  recipient: TestRecipient | string,
  { channel, workflow, waitSeconds, data, json }: FullOrder,
): Promise<Tested> {
  const startedAt = new Date();
  const id = await api.publish({ workflow, channels: [channel], recipients: [recipient], data });
  const print = (line: string) => json ?? console.log(line);
  print(`${id}, by workflow "${workflow}"\n`);

  const stopped = new AbortController();
  void untilStopped().then(() => stopped.abort()); // the key and the user are still to be removed
  const tell = (at: Date, step: string) => void print(`  ${secondsAfter(startedAt, at).padStart(6)} s  ${step}`);
  const { message, because } = await follow({ api, id, channel }, { waitSeconds, stopped: stopped.signal, tell });
  return { id, ...explainEnd(message, because) };
}

function secondsAfter(startedAt: Date, at: Date): string {
  return (Math.max(0, at.getTime() - startedAt.getTime()) / 1000).toFixed(1);
}

/** Finds what may be why: every check of this channel that is not in order, and of the others only what is wrong. */
async function findSuspects({ channel, stage }: TestOrder): Promise<Diagnosis[]> {
  const facts = gatherFacts(stage);
  const own = isSent(channel) ? await diagnose(checks[channel], facts) : [];
  const others = await diagnose(checks.system, facts);
  return [...own.filter(({ verdict }) => verdict === 'not-yet' || verdict === 'wrong'), ...others.filter(isWrong)];
}

function isWrong({ verdict }: Diagnosis): boolean {
  return verdict === 'wrong';
}
