import { createContext } from 'react';

/** Where the reader can unsubscribe; nothing for e-mails that cannot be switched off. The footer reads it, so that no template has to hand it on. */
export const UnsubscribeLink = createContext<string | undefined>(undefined);
