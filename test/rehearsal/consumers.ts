import { paginateListEventSourceMappings, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { type Deployment, eventually } from './deployment.ts';

/** The functions that take work from a queue, by the ids of their constructs, and the outputs that name their queues. */
export const consumers = {
  Dispatch: 'IngestQueueUrl',
  DeliverEmail: 'EmailQueueUrl',
  DeliverBulkEmail: 'BulkEmailQueueUrl',
  DeliverSms: 'SmsQueueUrl',
} as const;
export type Consumer = keyof typeof consumers;

/** Lets functions take work from their queues, or holds them off, as an operator can in Lambda's console; done when Lambda says so. */
export async function setConsuming({ aws: { lambda } }: Deployment, names: readonly Consumer[], isOn: boolean): Promise<void> {
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, {})) {
    for (const { UUID, FunctionArn = '' } of EventSourceMappings) {
      if (!names.some((name) => FunctionArn.includes(`${name}Function`))) continue;
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: isOn }));
    }
  }
  await eventually(`${names.join(', ')} ${isOn ? 'consume' : 'rest'}`, async () => {
    for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, {})) {
      const ours = EventSourceMappings.filter(({ FunctionArn = '' }) =>
        names.some((name) => FunctionArn.includes(`${name}Function`)),
      );
      if (ours.some(({ State }) => State !== (isOn ? 'Enabled' : 'Disabled'))) return false;
    }
    return true;
  });
}

/** What lies in a queue, delayed or not; looking changes nothing, which SQS itself has no call for. */
export async function lyingIn({ emulator, output }: Deployment, consumer: Consumer): Promise<Record<string, unknown>[]> {
  const url = `${emulator.url}/_ministack/sqs/messages?QueueUrl=${encodeURIComponent(output(consumers[consumer]))}`;
  const { messages } = (await (await fetch(url)).json()) as {
    messages: Record<string, Record<string, Record<string, { Body: string }[]>>>;
  };
  const all = Object.values(messages).flatMap((regions) =>
    Object.values(regions).flatMap((queues) => Object.values(queues).flat()),
  );
  return all.map(({ Body }) => JSON.parse(Body));
}
