import * as z from 'zod';
import { multiLine } from '../../../../contract/text.ts';
import type { Copy, Workflow } from '../../../workflows/rules/workflow.ts';
import { mapWritten, type Written, write } from '../../../workflows/rules/written.ts';
import type { ChannelBehaviour } from '../../rules/behaviour.ts';
import type { MagicOutcome } from '../../rules/magic-outcome.ts';
import { describeReplaced, type GsmText, gsmText } from './gsm-text.ts';
import { countSmsSegments, maxSmsSegmentsUnlessSet } from './sms-segments.ts';

/** The longest text: ten segments, the most a workflow may allow, hold 1,530 characters. */
const SmsText = multiLine(1530);

/** The magic numbers. Ofcom keeps their range free for films and examples, so they are nobody's. */
const numbers: ReadonlyMap<string, MagicOutcome> = new Map([
  ['+447700900901', 'delivered'],
  ['+447700900902', 'temporary-failure'],
  ['+447700900903', 'permanent-failure'],
  ['+447700900904', 'bounce'],
  ['+447700900905', 'complaint'],
]);

/** SMS: a text of as many segments as the workflow allows. */
export const sms = {
  copy: {
    field: 'sms',
    isOptional: true,
    settings: {
      maxSmsSegments: z.int().min(1).max(10), // every segment is billed: ten is an essay
      smsText: z.literal('gsm'),
    },
    write: (workflow, call) =>
      mapWritten(writeSms(workflow, call), ({ text, replaced }) => ({ sms: text, ...(replaced.length > 0 && { replaced }) })),
    show: ({ sms, replaced }) => (sms === undefined ? undefined : showSms(sms, replaced)),
    note: ({ replaced }) => replaced && describeReplaced(replaced),
  },
  playAddress: (number) => numbers.get(number),
} as const satisfies ChannelBehaviour;

function showSms(text: string, replaced: Copy['replaced']) {
  const { segments } = countSmsSegments(text);
  return { text, segments, parts: segments, ...(replaced && { replaced }) };
}

function writeSms({ smsText, maxSmsSegments = maxSmsSegmentsUnlessSet }: Workflow, call: () => unknown): Written<GsmText> {
  const sms = write({ channel: 'sms', field: 'sms' }, SmsText, call);
  if (!('value' in sms)) return sms;

  const written = smsText === 'gsm' ? gsmText(sms.value) : { text: sms.value, replaced: [] };
  const { encoding, segments } = countSmsSegments(written.text);
  if (segments <= maxSmsSegments) return { value: written };
  const detail = `takes ${segments} segments in ${encoding}, and ${maxSmsSegments} are allowed; shorten it or raise maxSmsSegments`;
  return { faults: [{ channel: 'sms', field: 'sms', detail, tooLong: true }] };
}
