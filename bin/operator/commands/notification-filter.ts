import { InvalidArgumentError, Option } from 'commander';
import type { NotificationQuery } from '../../../contract/message-log/notification-list.ts';
import { Channel, MessageStatus } from '../../../contract/values.ts';
import { aDuration } from './options.ts';

type Filter = Exclude<keyof NotificationQuery, 'limit' | 'cursor'>;

/** An option for each filter of the API; types ask for one that is missing. */
const filters: Readonly<Record<Filter, Option>> = {
  user: new Option('--user <id>', 'of this user'),
  workflow: new Option('--workflow <key>', 'of this workflow'),
  category: new Option('--category <category>', 'of this category'),
  channel: new Option('--channel <channel>', 'with a message on this channel').choices(Channel.options),
  status: new Option('--status <status>', 'with a message of this status, on that channel').choices(MessageStatus.options),
  topic: new Option('--topic <topic>', 'published to this topic'),
  cancellation_key: new Option('--cancellation-key <key>', 'with this cancellation key'),
  request: new Option('--request <id>', 'of this request, like req_…'),
  address: new Option('--address <address>', 'with a message to this e-mail address or phone number'),
  since: new Option('--since <time>', 'from this instant on, or of the last 30m, 6h, 7d').argParser(anInstant),
  until: new Option('--until <time>', 'before this instant, or longer ago than 30m, 6h, 7d').argParser(anInstant),
  test: new Option('--test <which>', 'of test keys alone, or without them').choices(['true', 'false']),
};

/** The options of a command that takes these filters. */
export function filterOptions(): Option[] {
  return Object.values(filters);
}

/** What of these was given, under the names that the API has for it. */
export function filterIn(options: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(filters).map(([name, option]) => [name, options[option.attributeName()]] as const);
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

/** Reads an instant, or how long ago: `6h`. */
function anInstant(text: string): string {
  if (/^\d+[mhd]$/.test(text)) return new Date(Date.now() - aDuration(text)).toISOString();
  if (!Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  throw new InvalidArgumentError('it must be an instant like 2026-11-22T09:30:00Z, or how long ago, like 6h.');
}
