import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { openTable, type Table } from '../../adapters/dynamodb/table/table.ts';
import { channelOf } from '../../contract/channels/channels.ts';
import { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import { parseJson } from '../../core/http/rules/parse-json.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { Stack } from './find-stack.ts';
import { maskAddresses } from './mask-addresses.ts';
import { printable } from './print-result.ts';

/**
 * What would become of a dead-letter message that is given back; `notification`: whose message it is, if it is one of a sender's queue, else
 * `message` names it.
 */
export type Foretold = {
  notification?: string;
  message?: string;
  would: 'be sent' | 'be worked on again' | 'change nothing';
  because: string;
};

/** Says of each dead-letter message what giving it back would do. What was sent is recognised by its sender, and is not sent again. */
export function foretellRedrive(
  deadLetterMessages: readonly DeadLetter[],
  { tableName }: Stack,
  table: Table = openTable(tableName),
): Promise<Foretold[]> {
  const ledger = dynamoLedger(table);
  return Promise.all(
    deadLetterMessages.map(async ({ body }) => {
      const json = parseJson(body);
      const parsed = DeliverMessage.safeParse(json.ok ? json.value : undefined);
      if (!parsed.success) {
        const message = nameMessage(json.ok ? json.value : undefined);
        const because = 'what was done of it before is not done twice';
        return { ...(message !== undefined && { message }), would: 'be worked on again', because };
      }
      const { notificationId, channel } = parsed.data;
      const message = (await ledger.read(notificationId))?.messages.find((each) => each.channel === channel);
      return { notification: notificationId, ...foretell(message, channelOf(channel).words.one) };
    }),
  );
}

const named = /^(type|id|\w+Id)$/;

/** Names a message by its type and the ids in it, without addresses: `type notify, requestId req_…`. */
export function nameMessage(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const ids = Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' && named.test(name) ? [`${name} ${JSON.parse(maskAddresses(JSON.stringify(value)))}`] : [],
  );
  return ids.length === 0 ? undefined : ids.map(printable).join(', ');
}

function foretell(message: { status: string; reason?: string } | undefined, what: string): Pick<Foretold, 'would' | 'because'> {
  if (message === undefined) return { would: 'change nothing', because: 'its notification is gone' };
  const { status, reason } = message;
  const isFree = status === 'queued' || (status === 'failed' && reason === 'gave_up');
  if (isFree) return { would: 'be sent', because: `the ${what} was not sent yet` };
  if (status === 'sending' || (status === 'unknown' && reason === undefined))
    return {
      would: 'be worked on again',
      because: `nobody knows yet whether the ${what} was sent; it is sent only if that is safe`,
    };
  return { would: 'change nothing', because: `the ${what} is ${status}` };
}
