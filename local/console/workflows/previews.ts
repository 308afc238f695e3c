import { apiKeys, ask } from '../api/call.ts';
import { dryRun } from '../api/calls.ts';
import type { Channel, DryRunChannel } from '../api/types.ts';
import { channelIcon, channelNames, listedChannels } from '../delivery/channels.ts';
import { inOrder } from '../delivery/status.ts';
import { copyPreview } from '../dry-run/copy-preview.ts';
import { writeCost } from '../dry-run/dry-run-channel.ts';
import { type Child, element } from '../elements/element.ts';
import { emailReport } from './email-report.ts';
import { onScreen, type Screen } from './on-screen.ts';
import { smsPrices } from './sms-prices.ts';

/** Whoever it is shown for has an address on each channel; they are not kept, as a dry run keeps nothing. */
const reader = 'preview-reader';
/** As many readers are asked about at most, until one gets the variant that is to be shown: who gets which depends on the id. */
const mostReaders = 50;
const addresses: Readonly<Record<string, unknown>> = { email: 'reader@example.com', phone: '+447700900123' };

/** What is to be shown of a workflow: with which data, in which language and variant, any when that is ''. `batchOf`: as a batch of so many. */
export type PreviewOrder = {
  key: string;
  required: boolean;
  data: Record<string, unknown>;
  channels: readonly Channel[];
  language: string;
  variant: string;
  batchOf: number;
};

/** What a channel says; `inDigest`: also what its users' digest shows, where it goes into that. */
type Preview = DryRunChannel & { inDigest?: DryRunChannel['copy'] };

/** What was read of it, and for what was asked. */
export type Previews = { order: PreviewOrder; channels: readonly Preview[] };

/**
 * Reads what a workflow would say on each of its channels.
 * @throws Problem with the places of the data that it does not take.
 */
export async function readPreviews(order: PreviewOrder): Promise<Previews> {
  const channels = await foresee(order, { channels: order.channels });
  const gathered = channels.flatMap(({ channel, copy }) => (copy.digest === undefined ? [] : [channel]));
  if (gathered.length === 0) return { order, channels };
  const alone = await foresee(order, { channels: gathered, priority: 'urgent' }); // which goes past every digest, in words of its own
  return {
    order,
    channels: channels.map((each) => {
      const copy = alone.find(({ channel }) => channel === each.channel)?.copy;
      return copy === undefined || each.copy.digest === undefined ? each : { ...each, copy, inDigest: each.copy };
    }),
  };
}

/** What would happen for a reader on some channels. @throws Problem with the places of the data that the workflow does not take. */
async function foresee(
  order: PreviewOrder,
  { channels, ...how }: { channels: readonly Channel[]; priority?: 'urgent' },
): Promise<readonly DryRunChannel[]> {
  const known = listedChannels.flatMap(({ address }) => address ?? []).filter(({ field }) => field in addresses);
  const about = {
    ...Object.fromEntries(known.map(({ field }) => [field, addresses[field]])),
    ...(order.language !== '' && { locale: order.language }),
  };
  const ids = order.variant === '' ? [reader] : Array.from({ length: mostReaders }, (_, place) => `${reader}-${place}`);
  const recipients = ids.map((id) => ({ id, ...about }));
  const body = { ...requestOf(order), ...how, recipients, channels: [...channels] };
  const { data, refused } = await ask(dryRun, { bearer: apiKeys.live, body });
  const [refusal] = refused;
  if (refusal !== undefined) throw new Error(refusal.detail);
  const found = order.variant === '' ? data[0] : data.find(({ variant }) => variant === order.variant);
  if (found === undefined) throw new Error(`None of ${mostReaders} readers would get “${order.variant}”.`);
  return found.channels;
}

function requestOf({ key, data, batchOf }: PreviewOrder) {
  return { workflow: key, data, ...(batchOf > 0 && { batch_of: batchOf }) };
}

/** Draws each as on such a screen. What is decided about the reader is no matter here. */
export function drawPreviews({ order, channels }: Previews, screen: Screen): HTMLElement[] {
  return inOrder(channels).map(({ channel, copy, because, inDigest, cadence, ...outcome }) =>
    element(
      'section',
      { class: 'channel-preview', 'aria-label': channelNames[channel] },
      element('h4', {}, channelIcon(channel), channelNames[channel], costOf(outcome)),
      copyPreview(copy, { isOpen: true, onScreen: (html) => onScreen(html, screen) }) || element('p', { class: 'hint' }, because),
      copy.email && emailReport(copy.email, order),
      copy.sms && smsPrices(requestOf(order), order.language),
      ...(inDigest === undefined ? [] : digestEntry(inDigest, cadence)),
    ),
  );
}

/** What stands in a digest in place of a message of its own. */
function digestEntry(copy: DryRunChannel['copy'], cadence: DryRunChannel['cadence']): Child[] {
  const hint = `It goes into the user's ${cadence ?? ''} digest unless they choose otherwise, and reads there:`;
  return [element('p', { class: 'hint' }, hint), copyPreview(copy, { isOpen: true })];
}

/** What one costs, where one costs anything. */
function costOf({ cost_usd, price_unknown }: Pick<DryRunChannel, 'cost_usd' | 'price_unknown'>): Child {
  const price = price_unknown ? 'no price known' : cost_usd > 0 && writeCost(cost_usd);
  return price && element('span', { class: 'cost' }, price);
}
