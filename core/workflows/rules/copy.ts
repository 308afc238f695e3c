import * as z from 'zod';
import type { ProblemPlace } from '../../../contract/http/problems.ts';
import { multiLine, singleLine } from '../../../contract/text.ts';
import { type Channel, WebUrl } from '../../../contract/values.ts';
import { type GsmText, gsmText, type Replacement } from '../../channels/sms/rules/gsm-text.ts';
import { countSmsSegments, cutToFit, maxSmsSegmentsUnlessSet } from '../../channels/sms/rules/sms-segments.ts';
import { readerOf, type Whereabouts } from './reader.ts';
import type { InboxCopy, Workflow } from './workflow.ts';

/** What a workflow says for one notification on the channels that were asked for; `replaced` is what its SMS says for GSM-7. */
export type Copy = { inbox?: InboxCopy; subject?: string; sms?: string; replaced?: Replacement[] };

/** Copy that can be sent, or what is wrong with it. */
export type RenderedCopy =
  | { outcome: 'rendered'; copy: Copy }
  /** The copy cannot be sent as it is. Pointers lead into the publish; details name the workflow, never its data. */
  | { outcome: 'refused'; faults: ProblemPlace[] };

/**
 * What is wrong with a field of copy. `tooLong`: it is good but for its length, which costs its channel alone. `thrown` is the error
 * of the owner's function, which may hold data.
 */
export type CopyFault = { channel: Channel; field: string; detail: string; tooLong?: boolean; thrown?: unknown };

const longestTitle = 200;
const longestBody = 2000;

const Inbox = z.strictObject({
  title: singleLine(longestTitle), // two lines of an inbox
  body: multiLine(longestBody).or(z.literal('')), // a title may say it all; no article: an inbox item stays under 10 KB
  actionUrl: WebUrl.optional(),
});

/** One line, or it could add mail headers; folding a long line is the mailer's work. */
const Subject = singleLine(200);

/** Ten segments, the most a workflow may allow, hold 1,530 characters. */
const SmsText = multiLine(1530);

/**
 * Writes a notification's copy from parsed data, in the language and for the place of its user, and checks that it can be sent.
 * `channels` are those that it is needed for.
 */
export function renderCopy<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  data: z.output<Payload>,
  options: { channels: readonly Channel[]; whereabouts?: Whereabouts },
): RenderedCopy {
  const written = writeCopy(workflow, data, options);
  if (written.faults.length === 0) return { outcome: 'rendered', copy: written.copy };

  const faults = written.faults.map((fault) => ({ pointer: '/data', detail: describeFault(workflow, fault) }));
  return { outcome: 'refused', faults };
}

/**
 * The same with its faults field by field. Inbox copy that is only too long is there, shortened: a digest shows no more of it.
 */
export function writeCopy<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  data: z.output<Payload>,
  { channels, whereabouts = {} }: { channels: readonly Channel[]; whereabouts?: Whereabouts },
): { copy: Copy; faults: CopyFault[] } {
  const reader = readerOf(workflow, whereabouts);
  const copyOf = workflow.translations?.[reader.language] ?? workflow;
  const copy: Copy = {};
  const faults: CopyFault[] = [];
  const keep = <Value>(written: Written<Value>, put: (value: Value) => void) => {
    if ('value' in written) put(written.value);
    if ('faults' in written) faults.push(...written.faults);
  };

  if (channels.includes('inbox'))
    keep(
      writeInbox(() => copyOf.inbox(data, reader)),
      ({ actionUrl, ...text }) => {
        copy.inbox = actionUrl === undefined ? text : { ...text, actionUrl };
      },
    );
  if (channels.includes('email'))
    keep(
      write('email', 'subject', Subject, () => copyOf.subject(data, reader)),
      (subject) => {
        copy.subject = subject;
      },
    );
  if (channels.includes('sms') && workflow.sms !== undefined)
    keep(
      writeSms(workflow, () => copyOf.sms?.(data, reader)),
      ({ text, replaced }) => {
        copy.sms = text;
        if (replaced.length > 0) copy.replaced = replaced;
      },
    );
  return { copy, faults };
}

/** A fault in words for whoever publishes. */
export function describeFault({ key }: Pick<Workflow, 'key'>, { field, detail }: CopyFault): string {
  return `workflow "${key}", ${field}: ${detail}`;
}

/** The languages that a workflow has copy in, its own first. */
export function languagesOf({ language = 'en', translations = {} }: Workflow): string[] {
  return [language, ...Object.keys(translations)];
}

/** What was written; with faults beside it when it is what is left of something too long. */
type Written<Value> = { value: Value } | { faults: CopyFault[] } | { value: Value; faults: CopyFault[] };

function write<Value>(channel: Channel, field: string, schema: z.ZodType<Value>, copyFunction: () => unknown): Written<Value> {
  let written: unknown;
  try {
    written = copyFunction();
  } catch (thrown) {
    return { faults: [{ channel, field, detail: 'threw an error on this data', thrown }] }; // what was thrown may hold data
  }
  const parsed = schema.safeParse(written);
  if (parsed.success) return { value: parsed.data };

  const { issues } = parsed.error;
  return {
    faults: issues.map((issue) => ({
      channel,
      field: [field, ...issue.path].join('.'),
      detail: issue.message,
      ...(isTooLong(issue) && { tooLong: true }),
    })),
  };
}

function isTooLong({ code }: z.core.$ZodIssue): boolean {
  return code === 'too_big';
}

function writeInbox(copyFunction: () => unknown): Written<InboxCopy> {
  let written: unknown;
  const inbox = write('inbox', 'inbox', Inbox, () => {
    written = copyFunction();
    return written;
  });
  if (!('faults' in inbox) || !inbox.faults.every(({ tooLong }) => tooLong)) return inbox as Written<InboxCopy>;

  const { title, body, actionUrl } = written as InboxCopy; // of the right shape, or the length would not be all that is wrong
  const short = {
    title: cutToFit(title, (cut) => cut.length <= longestTitle),
    body: cutToFit(body, (cut) => cut.length <= longestBody),
    ...(WebUrl.safeParse(actionUrl).success && { actionUrl }),
  };
  return { ...inbox, value: Inbox.parse(short) as InboxCopy };
}

function writeSms(
  { smsText, maxSmsSegments = maxSmsSegmentsUnlessSet }: Pick<Workflow, 'smsText' | 'maxSmsSegments'>,
  copyFunction: () => unknown,
): Written<GsmText> {
  const sms = write('sms', 'sms', SmsText, copyFunction);
  if (!('value' in sms)) return sms;

  const written = smsText === 'gsm' ? gsmText(sms.value) : { text: sms.value, replaced: [] };
  const { encoding, segments } = countSmsSegments(written.text);
  if (segments <= maxSmsSegments) return { value: written };
  const detail = `takes ${segments} segments in ${encoding}, and ${maxSmsSegments} are allowed; shorten it or raise maxSmsSegments`;
  return { faults: [{ channel: 'sms', field: 'sms', detail, tooLong: true }] };
}
