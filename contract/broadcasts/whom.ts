import * as z from 'zod';
import { besideOtherFaults } from '../http/refine.ts';

type Asked = { recipients?: unknown; topic?: unknown; audience?: unknown; rate_per_minute?: unknown; send_at?: unknown };

/** The ways to say whom something goes to, of which a call takes one: for the `oneOf` of its schema, which readers of OpenAPI go by. */
export const waysToSayWhom = ['recipients', 'topic', 'audience'] as const;

const refine = (holds: (asked: Asked) => boolean, place: string, error: string) =>
  z.refine<Asked>(holds, { path: [place], error, ...besideOtherFaults });
const isGiven = (value: unknown) => value !== undefined && value !== null;

/** Whom something goes to is said in one way at most. */
export const checksOfOneWay = [
  refine((asked) => !isGiven(asked.recipients) || !isGiven(asked.topic), 'topic', 'must not be given together with recipients'),
  refine(
    (asked) => !isGiven(asked.audience) || (!isGiven(asked.recipients) && !isGiven(asked.topic)),
    'audience',
    'must not be given together with recipients or a topic',
  ),
] as const;

/** Whom something goes to is said, in one of three ways; how fast, of an audience alone. */
export const checksOfWhom = [
  refine(
    (asked) => isGiven(asked.recipients) || isGiven(asked.topic) || isGiven(asked.audience),
    'recipients',
    'must be given, or a topic, or an audience',
  ),
  ...checksOfOneWay,
  refine((asked) => !isGiven(asked.rate_per_minute) || isGiven(asked.audience), 'rate_per_minute', 'goes with an audience only'),
  refine(
    (asked) => !isGiven(asked.rate_per_minute) || !isGiven(asked.send_at),
    'rate_per_minute',
    'must not be given together with send_at: what is held goes at its time',
  ),
] as const;
