import type { PausedItem } from '../../../contract/operations/paused-work.ts';

/** Says in a sentence what is paused, and why. A pause that ran out lasts until a message has tried. */
export function describePaused({ queue, workflow, provider, why, since, until }: PausedItem, now: Date): string {
  const what =
    workflow === undefined
      ? provider === undefined
        ? queueWords(queue)
        : `Sending by ${provider} is paused`
      : `Workflow "${workflow}" is paused`;
  return `${what}${since === undefined ? '' : ` since ${since}`}${until === undefined ? '' : `, and ${nextTry(until, now)}`}: ${why}`;
}

function nextTry(until: string, now: Date): string {
  return Date.parse(until) > now.getTime() ? `tries again at ${until}` : 'its next message tries again';
}

function queueWords(queue: string | undefined): string {
  return queue === 'unverified-recipients' ? 'E-mail to unverified addresses waits' : `${queue} is paused`;
}
