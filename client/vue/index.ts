export { createClient } from '../client.ts'; // with it, the same files are shared by every entry
export { provideBellhop, useBellhop } from './provide-bellhop.ts';
export { useInbox, useUnread } from './use-inbox.ts';
export { usePreferences } from './use-preferences.ts';
