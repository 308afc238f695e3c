import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { Accepted, Outbox } from './outbox.ts';
import type { Engaging } from './ses-events.ts';
import { trackedLinks } from './tracked-mail.ts';

/** Whoever opens a tracked e-mail of the outbox, or follows a link in it: its provider tells of it. */
export type MailReaders = {
  /** Answers whether there is such an e-mail. */
  open(id: string, userAgent: string): boolean;
  /** Where the link at this place leads; nothing when there is none. */
  follow(id: string, place: number, userAgent: string): Promise<string | undefined>;
};

/** How each provider tells of it; absent: it does not. */
type EngageBy = Readonly<Partial<Record<ProviderName, (accepted: Accepted, engaging: Engaging) => void>>>;

/** Plays the server of a provider that tracked pictures and links lead to. */
export function mailReaders({ outbox, engageBy }: { outbox: Outbox; engageBy: EngageBy }): MailReaders {
  const engage = (accepted: Accepted, engaging: Engaging) => engageBy[accepted.provider ?? 'ses']?.(accepted, engaging);
  return {
    open(id, userAgent) {
      const accepted = outbox.find(id);
      if (accepted?.tracks?.includes('open')) engage(accepted, { type: 'open', userAgent });
      return accepted !== undefined;
    },

    async follow(id, place, userAgent) {
      const accepted = outbox.find(id);
      if (!accepted?.tracks?.includes('click')) return undefined;
      const link = trackedLinks((await outbox.htmlOf(accepted)) ?? '')[place];
      if (link !== undefined) engage(accepted, { type: 'click', userAgent, link });
      return link;
    },
  };
}
