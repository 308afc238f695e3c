import { channelOf } from '../../../contract/channels/channels.ts';
import type { ChatCopy } from '../../../contract/channels/chat/copy.ts';
import type { ChannelSender, Rendering } from '../../delivery/ports/channel-sender.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import type { Outcomes } from '../../delivery/rules/outcomes.ts';
import { RetryableError } from '../../errors.ts';
import { renderCopy } from '../../workflows/rules/copy.ts';
import { parseStoredData } from '../../workflows/rules/stored-data.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { type PostDeps, postToEach } from './post-to-each.ts';
import { everySeconds, type RenderedChat } from './rendered-chat.ts';

type Workflows = ReadonlyMap<string, Workflow>;

export type ChatSenderDeps = PostDeps & { workflows: Workflows };

/** How chats are sent: by each connection once, one after the other. */
export function chatSender(deps: ChatSenderDeps): ChannelSender<RenderedChat> {
  return {
    render: (message) => render(message, deps.workflows),
    async admit(content) {
      await takeFirstTurn(content, deps);
      return undefined;
    },
    send: (content, noteOutcomes) => postToEach(content, noteOutcomes, deps),
  };
}

function render({ notification, address, outcomes: before = {}, inDoubt }: Rendering, workflows: Workflows): RenderedChat {
  const connections: string[] = JSON.parse(address);
  const unfinished = connections.filter((id) => before[id] === undefined);
  const [doubtful] = inDoubt ? unfinished : [];
  const outcomes: Outcomes = doubtful === undefined ? before : { ...before, [doubtful]: 'doubt' };
  return {
    units: 1,
    owner: notification.userId,
    copy: writeChat(notification, workflows),
    origin: {
      notificationId: notification.id,
      workflow: notification.workflow,
      category: notification.category,
      createdAt: notification.createdAt,
    },
    outcomes,
    left: unfinished.filter((id) => id !== doubtful),
    turns: new Map(),
  };
}

/**
 * Takes a turn on the first connection that is free, before the message is taken: one whose connections are all in use waits as it is.
 * @throws RetryableError when each of them is.
 */
async function takeFirstTurn({ owner, left, turns }: RenderedChat, { chatConnections, now }: ChatSenderDeps): Promise<void> {
  for (const id of left) {
    const turn = await chatConnections.takeTurn(owner, id, everySeconds, now());
    turns.set(id, turn);
    if (turn.turn === 'now') return;
  }
  const waits = [...turns.values()].filter((turn) => turn.turn === 'later');
  if (waits.length === 0) return; // all of them are gone
  // whoever only waits for others backs off by the number of attempts, or all would come back at once
  const afterSeconds = waits.every(({ isAsked }) => isAsked) ? Math.min(...waits.map((wait) => wait.afterSeconds)) : undefined;
  throw new RetryableError('its connections are in use', afterSeconds === undefined ? {} : { afterSeconds });
}

function writeChat({ workflow: key, data, ...whereabouts }: NotificationRecord, workflows: Workflows): ChatCopy {
  const workflow = workflows.get(key);
  if (workflow === undefined) throw new Error('the workflow is gone');
  const payload = parseStoredData(workflow, data);
  if (!payload.success) throw new Error('the data does not fit the workflow');
  const rendered = renderCopy(workflow, payload.data, { channels: ['chat'], whereabouts });
  if (rendered.outcome === 'refused' || rendered.copy.chat === undefined)
    throw new Error(`the workflow has no usable ${channelOf('chat').words.copy}`);
  return rendered.copy.chat;
}
