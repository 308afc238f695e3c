import type { dollarsOf, Way } from './bill.ts';

/** How browsers may hear of news, by the settings that a stage has on. */
export const ways = {
  polling: { live: false, feedUrl: false },
  'polling with feedUrl': { live: false, feedUrl: true },
  live: { live: true, feedUrl: false },
  'live with feedUrl': { live: true, feedUrl: true },
} as const satisfies Record<string, Way>;

/** What each part of a bill is called. */
export const words = {
  httpCalls: 'calls of the API',
  socketMessages: 'WebSocket messages',
  socketMinutes: 'WebSocket minutes',
  runs: 'Lambda runs',
  gigabyteSeconds: 'Lambda time',
  writeUnits: 'DynamoDB written',
  readUnits: 'DynamoDB read',
  sqsRequests: 'SQS',
  logBytes: 'logs',
  idle: 'what an idle month costs',
  together: 'together',
} as const satisfies Record<keyof ReturnType<typeof dollarsOf>, string>;

/** Names an owner's month. */
export function nameOf({
  users,
  notifications,
  emailPercent,
  hours,
}: Record<'users' | 'notifications' | 'emailPercent' | 'hours', number>): string {
  const number = (value: number) => value.toLocaleString('en');
  return `${number(users)} users, ${number(notifications)} notifications a month, ${emailPercent} % by e-mail, ${hours} h of tabs a day`;
}
