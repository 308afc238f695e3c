import { apiKeys, ask } from '../api/call.ts';
import { dryRun } from '../api/calls.ts';
import type { Channel, DryRunChannel } from '../api/types.ts';
import { channelIcon, channelNames, listedChannels } from '../delivery/channels.ts';
import { inOrder } from '../delivery/status.ts';
import { copyPreview } from '../dry-run/copy-preview.ts';
import { element } from '../elements/element.ts';
import { onScreen, type Screen } from './on-screen.ts';

/** Whoever it is shown for has an address on each channel; they are not kept, as a dry run keeps nothing. */
const reader = 'preview-reader';
/** As many readers are asked about at most, until one gets the variant that is to be shown: who gets which depends on the id. */
const mostReaders = 50;
const addresses: Readonly<Record<string, unknown>> = { email: 'reader@example.com', phone: '+447700900123' };

/** Reads what a workflow would say on each of its channels, with these data, in this language and this variant; any when that is ''. `batchOf`: as a batch of so many. */
export async function readPreviews(what: {
  key: string;
  data: Record<string, unknown>;
  channels: readonly Channel[];
  language: string;
  variant: string;
  batchOf: number;
}): Promise<DryRunChannel[]> {
  const known = listedChannels.flatMap(({ address }) => address ?? []).filter(({ field }) => field in addresses);
  const about = {
    ...Object.fromEntries(known.map(({ field }) => [field, addresses[field]])),
    ...(what.language !== '' && { locale: what.language }),
  };
  const ids = what.variant === '' ? [reader] : Array.from({ length: mostReaders }, (_, place) => `${reader}-${place}`);
  const recipients = ids.map((id) => ({ id, ...about }));
  const body = {
    workflow: what.key,
    recipients,
    data: what.data,
    channels: [...what.channels],
    ...(what.batchOf > 0 && { batch_of: what.batchOf }),
  };
  const { data, refused } = await ask(dryRun, { bearer: apiKeys.live, body });
  const [refusal] = refused;
  if (refusal !== undefined) throw new Error(refusal.detail);
  const found = what.variant === '' ? data[0] : data.find(({ variant }) => variant === what.variant);
  if (found === undefined) throw new Error(`None of ${mostReaders} readers would get “${what.variant}”.`);
  return found.channels;
}

/** Draws each as on such a screen. What is decided about the reader is no matter here. */
export function drawPreviews(channels: readonly DryRunChannel[], screen: Screen): HTMLElement[] {
  return inOrder(channels).map(({ channel, copy, because }) =>
    element(
      'section',
      { class: 'channel-preview', 'aria-label': channelNames[channel] },
      element('h4', {}, channelIcon(channel), channelNames[channel]),
      copyPreview(copyOn(copy, screen), { isOpen: true }) || element('p', { class: 'hint' }, because),
    ),
  );
}

function copyOn({ email, ...others }: DryRunChannel['copy'], screen: Screen): DryRunChannel['copy'] {
  return { ...others, ...(email && { email: { ...email, html: onScreen(email.html, screen) } }) };
}
