import { join } from 'node:path';
import type { StartSettings } from '../../../local/synthesize.ts';
import { sharedProcess } from '../../shared-process/shared-process.ts';
import { callsTo, type Place } from '../local-system.ts';

/** A system that is shared by files of journeys, and begins anew for each of them. */
export type SharedLocalSystem = Awaited<ReturnType<typeof shareLocalSystem>>;

/** What a shared system starts with: settings, and the owner's file that names their workflows. */
type Wanted = { settings?: StartSettings; ownersFile?: string };

/** What journeys of features that an owner has to ask for share one system with: by settings, or in workflows of their own. */
export const everyFeature = {
  settings: {
    live: 'on',
    feedUrl: 'on',
    allowedOrigins: 'https://app.example.com',
    smsProvider: 'twilio',
    attachmentBuckets: 'offers',
  },
  ownersFile: join(import.meta.dirname, '..', 'workflows', 'owner', 'bellhop.config.ts'),
} as const satisfies Wanted;

/** The system of this process of jest that has what is wanted, as after a start with an empty data folder. It ends with the process. */
export async function shareLocalSystem(wanted: Wanted = {}) {
  const ask = await sharedProcess(join(import.meta.dirname, 'shared-system.ts'), [JSON.stringify(wanted)]);
  const place = (await ask('/begin-anew')) as Place;
  const invoke = (name: string, event: unknown): Promise<unknown> => ask('/invoke', { name, event });
  return { ...callsTo(place), system: { ...place, invoke }, dataFolder: place.dataFolder };
}
