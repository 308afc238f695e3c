import { channelOf } from '../../../contract/channels/channels.ts';
import type { ListedNotification } from '../../../contract/message-log/notification-list.ts';
import { reasonWords } from '../../../core/message-log/rules/reason-words.ts';
import { statusWords } from '../../../core/message-log/rules/status-words.ts';

/** A notification of a list, and where it stands on each channel, in the words of the timeline. */
export function describeListed({ id, created_at, workflow, tenant, user, channels, test }: ListedNotification): string[] {
  const whose = tenant === undefined ? '' : ` of tenant "${tenant}"`;
  const key = test ? ', by a test key' : '';
  return [
    `${id}  ${created_at}  "${workflow}" for user "${user}"${whose}${key}`,
    ...channels.map((each) => `    ${describeEnd(each)}`),
  ];
}

function describeEnd({ channel, status, reason }: ListedNotification['channels'][number]): string {
  const words = statusWords[status]({ ...channelOf(channel).words, attempt: 0, message: {} });
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return `${sentence}${reason === undefined ? '' : `: ${reasonWords[reason]}`}.`;
}
