import type { Outbox } from './outbox.ts';
import type { SesEvents } from './ses-events.ts';
import { trackedLinks } from './tracked-mail.ts';

/** Whoever opens a tracked e-mail of the outbox, or follows a link in it: SES tells of it. */
export type MailReaders = {
  /** Answers whether there is such an e-mail. */
  open(id: string, userAgent: string): boolean;
  /** Where the link at this place leads; nothing when there is none. */
  follow(id: string, place: number, userAgent: string): Promise<string | undefined>;
};

/** Plays the server of SES that tracked pictures and links lead to. */
export function mailReaders({ outbox, engage }: Pick<SesEvents, 'engage'> & { outbox: Outbox }): MailReaders {
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
