import { channelNames, channelOf } from '../../../contract/channels/channels.ts';
import type { CategoryPreferences, PreferencesAnswer } from '../../../contract/preferences/preferences.ts';

/** What does not go to a user at once, category by category, and their quiet hours. What goes as usual is not told of. */
export function describeChoices({ categories, quiet_hours, timezone, digest_time }: PreferencesAnswer): string[] {
  const held = Object.entries(categories).flatMap(([name, category]) => describeCategory(name, category, digest_time));
  const night =
    quiet_hours === undefined
      ? []
      : [`Quiet from ${quiet_hours.start} to ${quiet_hours.end}, in ${timezone}: what is not urgent waits.`];
  return held.length + night.length === 0 ? ['They have switched nothing off.'] : [...held, ...night];
}

function describeCategory(name: string, category: CategoryPreferences, digestTime: string): string[] {
  const off = channelNames().filter((channel) => category[channel] === 'opted_out');
  const { digest, chosen } = category;
  const lines = off.map((channel) => {
    const by = chosen.includes(channel) ? 'by their own choice' : 'by default';
    return `"${name}": no ${channelOf(channel).words.many}, ${by}.`;
  });
  if (digest !== undefined && digest !== 'off' && digest !== 'varies' && digest !== 'immediate')
    lines.push(`"${name}": ${channelOf('email').words.many} wait for the ${digest} digest at ${digestTime}.`);
  return lines;
}
