import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { queueUrl } from '../emulators/emulators.ts';
import { clientConfig, type Endpoints } from '../endpoints.ts';
import type { Functions } from '../functions/functions.ts';
import type { MessageTraces } from '../recursive-loops.ts';
import type { Stoppable } from '../stopping.ts';
import type { Blueprint } from '../template/blueprint.ts';
import { checkpointOf } from './checkpoints.ts';
import { startPoller } from './queue-poller.ts';
import { startStreamPoller } from './stream-poller.ts';

/** What mappings go between. */
export type PollersDeps = { functions: Functions; endpoints: Endpoints; traces: MessageTraces; dataFolder: string };

/** Starts every event source mapping of the template. */
export function startPollers(blueprint: Blueprint, deps: PollersDeps): Stoppable {
  const pollers = [...queuePollers(blueprint, deps), ...streamPollers(blueprint, deps)];
  return { stop: async () => void (await Promise.all(pollers.map((poller) => poller.stop()))) };
}

function queuePollers({ mappings }: Blueprint, { functions, endpoints, traces }: PollersDeps): Stoppable[] {
  return mappings.map((mapping) => {
    const { invoke, design } = functions.find(mapping.properties.FunctionName);
    const url = queueUrl(mapping.properties.EventSourceArn, endpoints);
    const mayRecur = design.mayRecur === true;
    return startPoller(mapping, { queuesUrl: endpoints.queues, queueUrl: url, invoke, traces, mayRecur });
  });
}

function streamPollers({ streamMappings }: Blueprint, { functions, endpoints, dataFolder }: PollersDeps): Stoppable[] {
  return streamMappings.map((mapping) => {
    const { FunctionName, DestinationConfig } = mapping.properties;
    const { invoke } = functions.find(FunctionName);
    const queues = new SQSClient(clientConfig(endpoints.queues));
    const QueueUrl = DestinationConfig && queueUrl(DestinationConfig.OnFailure.Destination, endpoints);
    const poller = startStreamPoller(mapping, {
      tablesUrl: endpoints.tables,
      invoke,
      giveUp: async (batch) => void (await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(batch) }))),
      checkpoint: checkpointOf(dataFolder, functions.nameOf(FunctionName)),
    });
    return { stop: () => poller.stop().finally(() => queues.destroy()) };
  });
}
