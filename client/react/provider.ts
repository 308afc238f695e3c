import { createContext, createElement, type ReactElement, type ReactNode, useContext, useEffect, useMemo } from 'react';
import type { BellhopClient } from '../client.ts';
import { createInbox, type Inbox, type InboxOptions } from '../inbox.ts';
import { createPreferences, type Preferences } from '../preferences.ts';

/** What every hook below a provider shares: one client, one inbox that polls once, one copy of the preferences. */
export type Bellhop = { client: BellhopClient; inbox: Inbox; preferences: Preferences };

const Context = createContext<Bellhop | undefined>(undefined);

type ProviderProps = { client: BellhopClient; options?: InboxOptions; children?: ReactNode };

/** Keeps one inbox up to date for everything below it, as long as it is mounted. Another client is another user's inbox. */
export function BellhopProvider({ client, options, children }: ProviderProps): ReactElement {
  // biome-ignore lint/correctness/useExhaustiveDependencies: options are for the start; a new object each time must not begin anew
  const bellhop = useMemo(
    () => ({ client, inbox: createInbox(client, options), preferences: createPreferences(client) }),
    [client],
  );
  useEffect(() => {
    bellhop.inbox.start();
    return () => bellhop.inbox.stop();
  }, [bellhop]);
  return createElement(Context.Provider, { value: bellhop }, children);
}

/**
 * Reads what is shared by the nearest provider.
 * @throws Error when there is none.
 */
export function useBellhop(): Bellhop {
  const bellhop = useContext(Context);
  if (bellhop === undefined) throw new Error('there is no <BellhopProvider> above this component');
  return bellhop;
}
