import { sqsQueue } from '../../../adapters/sqs/queue.ts';
import { byQueue, type QueueName, type QueueSetting } from '../../../contract/channels/channels.ts';
import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { PermanentError } from '../../../core/errors.ts';
import type { DeliverQueue } from '../../../core/publishing/ports/queues.ts';

/** The queues that messages are sent from. That of a channel which the stage has off takes nothing. */
export function deliverQueues(settings: Readonly<Record<QueueSetting, string | undefined>>): Record<QueueName, DeliverQueue> {
  return byQueue(({ urlSetting, channel }) => {
    const url = settings[urlSetting];
    return url === undefined ? closed(channel) : sqsQueue<DeliverMessage>(url);
  });
}

/** Refuses what was planned while the channel was on: planning has nothing for it any more. */
function closed(channel: string): DeliverQueue {
  return {
    async send() {
      throw new PermanentError(`the channel "${channel}" is off in this stage; switch it on to send what was planned for it`);
    },
  };
}
