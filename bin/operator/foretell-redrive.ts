import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { channelOf } from '../../contract/channels/channels.ts';
import { DeliverMessage } from '../../contract/delivery/deliver-message.ts';
import { parseJson } from '../../core/http/rules/parse-json.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { Stack } from './find-stack.ts';

/** What would become of a dead-letter message that is given back; `notification`: whose message it is, if it is one of a sender's queue. */
export type Foretold = { notification?: string; would: 'be sent' | 'be worked on again' | 'change nothing'; because: string };

/** Says of each dead-letter message what giving it back would do. What was sent is recognised by its sender, and is not sent again. */
export function foretellRedrive(deadLetterMessages: readonly DeadLetter[], { tableName }: Stack): Promise<Foretold[]> {
  const ledger = dynamoLedger(openTable(tableName));
  return Promise.all(
    deadLetterMessages.map(async ({ body }) => {
      const json = parseJson(body);
      const parsed = DeliverMessage.safeParse(json.ok ? json.value : undefined);
      if (!parsed.success) return { would: 'be worked on again', because: 'what was done of it before is not done twice' };
      const { notificationId, channel } = parsed.data;
      const message = (await ledger.read(notificationId))?.messages.find((each) => each.channel === channel);
      return { notification: notificationId, ...foretell(message, channelOf(channel).words.one) };
    }),
  );
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
