import type { Explanation } from '../../contract/publishing/notifications.ts';

/** An explanation with what is now said of some channels in the place of what was; a channel that is new comes last. */
export function mergeExplanation(before: readonly Explanation[], now: readonly Explanation[]): Explanation[] {
  const saidNow = (channel: string) => now.find((each) => each.channel === channel);
  const isNew = ({ channel }: Explanation) => before.every((each) => each.channel !== channel);
  return [...before.map((each) => saidNow(each.channel) ?? each), ...now.filter(isNew)];
}
