import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from './faults.ts';
import { AwsError, type QueryResult, queryAnswer, queryError, type WireAnswer } from './protocol.ts';

/** A call as it arrived: its body as bytes, as text, and read as a form. */
export type ProviderCall = { path: string; headers: IncomingHttpHeaders; bytes: Buffer; body: string; form: URLSearchParams };

/** A fault that is an answer, and no silence. */
export type Refusal = Exclude<Fault, 'timeout' | 'lost_answer'>;

/** What plays a provider. */
export type ProviderDouble = {
  /** Whether a call is one of this provider's. */
  isMeant(call: ProviderCall): boolean;
  /** Whether it sends: only that fails on order. */
  sends(call: ProviderCall): boolean;
  perform(call: ProviderCall): WireAnswer | Promise<WireAnswer>;
  /** What the provider says when it refuses. */
  refusals: Readonly<Record<Refusal, WireAnswer>>;
};

/** What a service of AWS is that speaks the query protocol: it names no service, but each has its API version. */
export type QueryService = {
  version: string;
  /** The actions that send nothing. */
  asking?: readonly string[];
  act(action: string, form: URLSearchParams): QueryResult;
  refusals: Readonly<Record<Refusal, AwsError>>;
};

/** Plays a service that speaks AWS's query protocol. */
export function queryDouble({ version, asking = [], act, refusals }: QueryService): ProviderDouble {
  const actionOf = ({ form }: ProviderCall) => form.get('Action') ?? '';
  return {
    isMeant: ({ form }) => form.get('Version') === version,
    sends: (call) => !asking.includes(actionOf(call)),
    perform(call) {
      const action = actionOf(call);
      try {
        return queryAnswer(action, act(action, call.form));
      } catch (error) {
        if (error instanceof AwsError) return queryError(error);
        throw error;
      }
    },
    refusals: {
      throttle: queryError(refusals.throttle),
      quota: queryError(refusals.quota),
      error: queryError(refusals.error),
      reject: queryError(refusals.reject),
    },
  };
}
