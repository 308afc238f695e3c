import type { PausedItem } from '../../../contract/operations/paused-work.ts';

/** Says in a sentence what is paused, and why. */
export function describePaused({ queue, workflow, provider, why, since, until }: PausedItem): string {
  const what =
    workflow === undefined
      ? provider === undefined
        ? queueWords(queue)
        : `Sending by ${provider} is paused`
      : `Workflow "${workflow}" is paused`;
  return `${what}${since === undefined ? '' : ` since ${since}`}${until === undefined ? '' : `, and tries again at ${until}`}: ${why}`;
}

function queueWords(queue: string | undefined): string {
  return queue === 'unverified-recipients' ? 'E-mail to unverified addresses waits' : `${queue} is paused`;
}
