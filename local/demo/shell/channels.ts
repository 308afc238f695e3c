/** What the workshop calls the channels: that inside of the app first. */
export const channelNames = { inbox: 'Inbox', email: 'E-mail', sms: 'SMS', push: 'Push', chat: 'Chat' } as const;

/** A channel, by its name in the API. */
export type Channel = keyof typeof channelNames;

/** The channels, in that order. */
export const channels = Object.keys(channelNames) as Channel[];
