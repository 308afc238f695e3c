/**
 * What is counted, and what each count says. Of a message on a channel, unless it says otherwise; a message counts once in each, however
 * often it is tried. `failed` and what stands after it go by how a message ended: one that is redriven is taken off again.
 */
export const counters = {
  accepted: 'notifications that were planned for their user; in a row of no channel',
  sent: 'handed to the provider, or put into the inbox',
  delivered: 'the provider says that it arrived, or it is in the inbox',
  bounced: 'the mail server refused it',
  complained: 'its reader called it spam',
  opened: 'e-mails that somebody opened, of workflows with `trackEmail`',
  opened_by_machine: 'e-mails whose picture a program fetched ahead of any reader',
  clicked: 'e-mails of which somebody followed a link',
  clicked_by_machine: 'e-mails of which a program followed a link, as scanners do',
  read: 'inbox items that their user has read, one by one or all at once, or archived unread',
  unsubscribed: 'users who opted out of a category on a channel; in a row of no workflow',
  digested: 'went in the e-mail of a digest, which is counted as a notification of its own',
  failed: 'could not be sent',
  unknown: 'nobody knows whether it was sent',
  suppressed: 'its address is on the list of suppressions',
  skipped: 'not sent, as the user, a limit or the owner wants it',
  canceled: 'canceled before it was sent',
  expired: 'of no use any more when its time came',
  simulated: 'messages of test keys, which count nowhere else',
} as const satisfies Record<string, string>;

export type Counter = keyof typeof counters;
