import { Argument } from 'commander';
import { queueKeys } from '../../../contract/channels/channels.ts';

/** An argument that names a queue or a workflow. Shells complete the queues; which workflows there are only the stage knows. */
export function pausableArgument(name: '[what]' | '<what>'): Argument {
  const argument = new Argument(
    name,
    `${queueKeys().join(', ')}, one of several providers of a channel, or the key of a workflow`,
  );
  argument.argChoices = queueKeys(); // not `choices()`, which would refuse a workflow
  return argument;
}
