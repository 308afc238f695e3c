import { ChangeMessageVisibilityCommand, DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { moveDeadLetterMessages, readDeadLetterMessages } from '../../bin/operator/dead-letter-messages.ts';

/** A queue of so many messages, that hands out first what it has not handed out for longest. */
function aQueue(size: number) {
  const waiting = Array.from({ length: size }, (_, index) => `m${index}`);
  const hidden = new Set<string>();
  async function send(command: unknown) {
    if (command instanceof ReceiveMessageCommand) {
      const taken = waiting.splice(0, command.input.MaxNumberOfMessages);
      for (const id of taken) hidden.add(id);
      return {
        Messages: taken.map((id) => ({ MessageId: id, ReceiptHandle: id, Body: id, Attributes: { SentTimestamp: '1' } })),
      };
    }
    if (command instanceof DeleteMessageCommand) hidden.delete(String(command.input.ReceiptHandle));
    if (command instanceof ChangeMessageVisibilityCommand && hidden.delete(String(command.input.ReceiptHandle)))
      waiting.push(String(command.input.ReceiptHandle));
    return {};
  }
  return { sqs: { send } as unknown as SQSClient, waiting, hidden };
}

test('what was shown of a longer queue is given back, and nothing else', async () => {
  const { sqs, waiting, hidden } = aQueue(30);
  const shown = await readDeadLetterMessages('q', 5, sqs);
  const given: string[] = [];
  const giveBack = async ({ id }: { id: string }) => given.push(id) > 0;

  const only = new Set(shown.map(({ id }) => id));
  const counts = await moveDeadLetterMessages({ deadLetterQueueUrl: 'q', giveBack, only }, 5, sqs);

  expect(counts).toEqual({ moved: 5, kept: 0 });
  expect(given.sort()).toEqual([...only].sort());
  expect([waiting.length, hidden.size]).toEqual([25, 0]);
});

test('one that nobody can read hides none behind it, and one that is gone ends the search', async () => {
  const { sqs, waiting } = aQueue(12);
  const only = new Set(['m0', 'm11', 'gone']);

  const giveBack = async ({ id }: { id: string }) => id !== 'm0';
  const counts = await moveDeadLetterMessages({ deadLetterQueueUrl: 'q', giveBack, only }, 3, sqs);

  expect(counts).toEqual({ moved: 1, kept: 1 });
  expect(waiting).toHaveLength(11);
});
