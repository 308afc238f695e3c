import { createContext, createElement, type ReactElement, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { type Bellhop, createBellhop } from '../bellhop.ts';
import type { BellhopClient } from '../client.ts';
import type { InboxOptions } from '../inbox.ts';

const Context = createContext<Bellhop | undefined>(undefined);

type ProviderProps = { client: BellhopClient; options?: InboxOptions; children?: ReactNode };

/** Keeps one inbox up to date for everything below it, as long as it is mounted. Another client is another user's inbox. */
export function BellhopProvider({ client, options, children }: ProviderProps): ReactElement {
  // biome-ignore lint/correctness/useExhaustiveDependencies: options are for the start; a new object each time must not begin anew
  const bellhop = useMemo(() => createBellhop(client, options), [client]);
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
