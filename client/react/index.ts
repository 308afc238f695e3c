'use client';
export { createClient } from '../client.ts'; // with it, the same files are shared by every entry

export { BellhopInbox, type BellhopInboxProps } from './bellhop-inbox.ts';
export { BellhopProvider, useBellhop } from './provider.ts';
export { useInbox, useUnread, useUnreadCount } from './use-inbox.ts';
export { usePreferences } from './use-preferences.ts';
