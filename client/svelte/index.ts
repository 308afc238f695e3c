export { createClient } from '../client.ts'; // with it, the same files are shared by every entry
export { createStores, type Stores } from './create-stores.ts';
export type { Store } from './store.ts';
