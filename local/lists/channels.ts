import { channelNames, channelOf, isSent } from '../../contract/channels/channels.ts';
import type { LocalAnswers } from '../gateway/local-answers.ts';

/** The channels, as the console shows them. */
export function listChannels(): LocalAnswers['GET /local/channels']['data'] {
  return channelNames().map((name) => {
    const { words, usualStatuses } = channelOf(name);
    return { name, title: words.title, is_sent: isSent(name), usual_statuses: [...usualStatuses] };
  });
}
