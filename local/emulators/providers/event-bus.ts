import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { localRegion } from '../../endpoints.ts';
import type { Resource } from '../../template/blueprint.ts';
import { localAccountId } from '../../template/lookup.ts';
import { matches, refuseUnknownOperators } from './event-pattern.ts';
import { AwsError } from './protocol.ts';

type Rule = Resource<'AWS::Events::Rule'>;
type Target = Rule['properties']['Targets'][number];

/** An event as rules see it and targets get it. */
export type BusEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
};

const Entry = z.object({
  Source: z.string().min(1).optional(),
  DetailType: z.string().min(1).optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  Time: z.number().optional(),
});
const PutInput = z.object({ Entries: z.array(Entry).min(1).max(10) });

/** What is needed to play EventBridge. `hand` puts a payload to the target with this ARN. */
export type EventBusDeps = {
  buses: readonly string[];
  rules: readonly Rule[];
  hand: (target: Target, payload: string) => Promise<void>;
  now: () => Date;
};

/** The buses of the local system: what SDK clients put, and what the emulators themselves report. */
export type EventBus = {
  action(action: string, input: unknown): Promise<unknown>;
  put(busName: string, event: BusEvent): Promise<void>;
  /** Lists what SDK clients have put since the start, newest first. */
  recent(): BusEvent[];
};

const mostRecent = 200;

/**
 * Plays EventBridge: the template's rules with a pattern, on the default bus and the template's own.
 * @throws Error at once when a rule's pattern uses an operator that is not known here.
 */
export function eventBus({ buses, rules, hand, now }: EventBusDeps): EventBus {
  const patterns = rules.flatMap((rule) =>
    rule.properties.EventPattern ? [{ rule, pattern: rule.properties.EventPattern }] : [],
  );
  for (const { pattern } of patterns) refuseUnknownOperators(pattern);

  const recent: BusEvent[] = [];

  async function put(busName: string, event: BusEvent): Promise<void> {
    const fitting = patterns.filter(
      ({ rule, pattern }) =>
        rule.properties.State === 'ENABLED' &&
        bareName(rule.properties.EventBusName ?? 'default') === busName &&
        matches(pattern, event),
    );
    const targets = fitting.flatMap(({ rule }) => rule.properties.Targets);
    await Promise.all(targets.map((target) => hand(target, target.Input ?? JSON.stringify(event))));
  }

  async function putEntry(entry: z.infer<typeof Entry>): Promise<Record<string, string>> {
    const { Source, DetailType } = entry;
    const detail = parseDetail(entry.Detail);
    if (!Source || !DetailType)
      return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Source or DetailType is not valid.' };
    if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const id = randomUUID();
    const time = entry.Time === undefined ? now() : new Date(entry.Time * 1000);
    const event: BusEvent = {
      version: '0',
      id,
      'detail-type': DetailType,
      source: Source,
      account: localAccountId,
      time: time.toISOString().replace(/\.\d{3}Z$/, 'Z'), // EventBridge's events carry whole seconds
      region: localRegion,
      resources: entry.Resources,
      detail,
    };
    recent.unshift(event);
    recent.length = Math.min(recent.length, mostRecent);
    await put(bareName(entry.EventBusName), event);
    return { EventId: id };
  }

  return {
    put,
    recent: () => [...recent],
    async action(action, input) {
      if (action !== 'PutEvents') {
        throw new AwsError('UnknownOperationException', `The local EventBridge emulator does not know the action ${action}.`);
      }
      const { Entries } = PutInput.parse(input);
      for (const { EventBusName } of Entries) {
        const name = bareName(EventBusName);
        if (name !== 'default' && !buses.includes(name))
          throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
      }
      const results = await Promise.all(Entries.map(putEntry));
      return { Entries: results, FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length };
    },
  };
}

/** A bus may be named by its ARN. */
function bareName(bus: string): string {
  return bus.split('/').at(-1) ?? bus;
}

function parseDetail(detail: string | undefined): object | undefined {
  try {
    const parsed: unknown = JSON.parse(detail ?? '');
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined; // the entry's own answer says so
  }
}
