import type * as z from 'zod';

/** A provider of a channel, as every layer has to know it; what it does lies in `adapters/providers/<name>/`. See docs/decisions/0158. */
export type ProviderDefinition = {
  /** As people call it. */
  title: string;
  /** What it takes in a second (segments of SMS) unless the owner has been granted more. Absent: it says so itself when it is asked. */
  unitsPerSecond?: number;
  /** Bellhop comes with its prices. Absent: what it takes is in a plan of its own, or in the owner's price table. */
  isPriced?: true;
  /** Whether it calls `POST /v1/receipts/{provider}` with what became of a message. */
  receiptsByHttp: boolean;
  /** What a function is given to send by it, each with what makes its schema; no name is in two. */
  environment: Readonly<Record<string, () => z.ZodType>>;
};

/** The providers of a channel, by the name that the owner's setting takes. The first is that of a stage which names none. */
export type ProviderList = Readonly<Record<string, ProviderDefinition>>;
