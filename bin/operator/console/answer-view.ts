import * as z from 'zod';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { topicsOfUser } from '../../../adapters/dynamodb/topics/topics-of-user.ts';
import { chosenChannels } from '../../../contract/channels/channels.ts';
import { type ProviderName, providerNames } from '../../../contract/channels/providers.ts';
import type { SuppressionAnswer } from '../../../contract/suppressions/suppressions.ts';
import { UserAnswer } from '../../../contract/users/users.ts';
import { markOf } from '../../../core/delivery/choose-provider.ts';
import { resumeBulkEmail } from '../../../core/feedback/check-sender-health.ts';
import { toSuppressionAnswer } from '../../../core/suppressions/suppressions.ts';
import { KeyOrder } from '../../../local/gateway/answers/keys.ts';
import { emptyAnswer, type HttpAnswer, jsonAnswer } from '../../../local/gateway/http-answer.ts';
import { CannotDo } from '../cannot-do.ts';
import { pausable } from '../commands/pausable.ts';
import { deadLetterQueueNames } from '../dead-letter-queues.ts';
import { exitCodes } from '../exit-codes.ts';
import { pauseQueueNow } from '../pauses/pause-queue-now.ts';
import { optInAtAws, optInWords } from '../suppressions/opt-out-list.ts';
import { liftAtSes, sesWords } from '../suppressions/ses-list.ts';
import { addressesOf } from '../why/about-user.ts';
import { listKeys, makeKey, revokeKey } from './api-keys.ts';
import { listDeadLetters, redriveDeadLetters } from './dead-letters.ts';
import { dueFrom } from './list-due.ts';
import { readSending } from './read-sending.ts';
import { resumeWorkflowOf } from './resume-workflow-of.ts';
import { type StageView, sendersOf } from './stage-view.ts';

/** A request to one of these addresses; `name` is the last part of its path that varies. */
type Call = { name: string; body: () => Promise<unknown>; view: StageView };

const QueueName = z.enum(deadLetterQueueNames);
const Pausable = z.enum(pausable);
const Provider = z.enum(chosenChannels().flatMap((channel): ProviderName[] => providerNames(channel)));
const PauseOrder = z.strictObject({ why: z.string().min(1).max(500) });
const RedriveOrder = z.strictObject({ ids: z.array(z.string().min(1)).min(1).max(100) });
const LiftOrder = z.strictObject({ address: z.string().min(1) });

/** Each address by its method and path, `*` for the part that varies. */
const addresses: Readonly<Record<string, (call: Call) => Promise<HttpAnswer> | HttpAnswer>> = {
  'GET /local/stage': ({ view }) => json(view.place),
  'GET /local/alarms': async ({ view }) => json(await view.alarms()),
  'GET /local/sending': async ({ view }) => json(await readSending(view)),
  'GET /local/dead-letters/*': async ({ name, view }) => json(await listDeadLetters(view, QueueName.parse(name))),
  'POST /local/dead-letters/*/redrive': async ({ name, body, view }) =>
    json(await redriveDeadLetters(view, { name: QueueName.parse(name), ...RedriveOrder.parse(await body()) })),
  'PUT /local/pauses/*': async ({ name, body, view }) => {
    await pauseQueueNow(Pausable.parse(name), PauseOrder.parse(await body()).why, sendersOf(view));
    return emptyAnswer();
  },
  'DELETE /local/pauses/*': async ({ name, view }) => {
    const queue = Pausable.parse(name);
    if (queue === 'bulk-email') await resumeBulkEmail(sendersOf(view));
    else await sendersOf(view).pauses.resume(queue);
    return emptyAnswer();
  },
  'DELETE /local/paused-workflows/*': async ({ name, view }) => {
    await resumeWorkflowOf(view, name);
    return emptyAnswer();
  },
  'DELETE /local/paused-providers/*': async ({ name, view }) => {
    await sendersOf(view).pauses.resume(markOf(Provider.parse(name)));
    return emptyAnswer();
  },
  'GET /local/keys': async ({ view }) => json(await listKeys(view)),
  'POST /local/keys': async ({ body, view }) => json(await makeKey(KeyOrder.parse(await body()), view)),
  'DELETE /local/keys/*': async ({ name, view }) => {
    await revokeKey(name, view);
    return emptyAnswer();
  },
  'GET /local/due/*': async ({ name, view }) => json(await dueFrom(view.table, name)),
  'GET /local/user-topics/*': async ({ name, view }) => json({ data: await topicsOfUser(view.table, name) }),
  'GET /local/user-suppressions/*': async ({ name, view }) => json({ data: await suppressionsOfUser(name, view) }),
  'POST /local/lift': async ({ body, view }) => json(await lift(LiftOrder.parse(await body()).address, view)),
};

/** Answers the addresses that the local system's console and a deployed stage's have in common; nothing for any other. */
export async function answerView(
  { method, path, body }: { method: string; path: string; body: () => Promise<unknown> },
  view: StageView,
): Promise<HttpAnswer | undefined> {
  const [, , kind = '', name, ...rest] = path.split('/');
  const address = addresses[`${method} ${['', 'local', kind, ...(name === undefined ? [] : ['*']), ...rest].join('/')}`];
  if (address === undefined) return undefined;
  try {
    return await address({ name: decodeURIComponent(name ?? ''), body, view });
  } catch (error) {
    if (error instanceof CannotDo) return json({ message: error.message }, error.code === exitCodes.notFound ? 404 : 409);
    if (error instanceof URIError) return json({ message: 'the path has a % that is no character' }, 400);
    if (error instanceof z.ZodError) return json({ message: inOneLine(error) }, 400);
    throw error;
  }
}

/** What stands against the addresses of a user. */
async function suppressionsOfUser(id: string, { callApi, table }: StageView): Promise<SuppressionAnswer[]> {
  const { status, body } = await callApi('GET', `/v1/users/${encodeURIComponent(id)}`);
  if (status === 404) throw new CannotDo(`there is no user "${id}"`, { code: exitCodes.notFound });
  if (status !== 200) throw new CannotDo(`the API answers ${status}`);
  const found = addressesOf(UserAnswer.parse(body)).map(({ address }) => dynamoSuppressions(table).find(address));
  return (await Promise.all(found)).flatMap((one) => (one === undefined ? [] : [toSuppressionAnswer(one)]));
}

/** Lifts a suppression in the stage, and takes the address off the account's lists at AWS, as `suppressions lift` does. */
async function lift(address: string, { callApi, place, stack }: StageView) {
  const { status } = await callApi('DELETE', `/v1/suppressions/${encodeURIComponent(address)}`);
  if (status >= 300 && status !== 404) throw new CannotDo(`the API answers ${status}`);
  const where = { stage: place.name, ...stack };
  const words = address.includes('@') ? sesWords(await liftAtSes(address, where)) : optInWords(await optInAtAws(address, where));
  return { lifted: status !== 404, ses: words };
}

/** What is wrong with an order, for a line of a page: `tenant must be lower-case words joined by "-"`. */
function inOneLine({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => [path.join('.'), message].filter((part) => part !== '').join(' ')).join('; ');
}

/** Writes an answer as JSON that nobody keeps: it is of a stage that is deployed. */
export function json(value: unknown, status = 200): HttpAnswer {
  const answer = jsonAnswer(value, status);
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } };
}
