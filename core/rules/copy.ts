import * as z from 'zod';
import type { ProblemPlace } from '../../contract/problems.ts';
import { multiLine, singleLine } from '../../contract/text.ts';
import { type Channel, WebUrl } from '../../contract/values.ts';
import { readerOf, type Whereabouts } from './reader.ts';
import { countSmsParts, maxSmsPartsUnlessSet } from './sms-parts.ts';
import type { InboxCopy, Workflow } from './workflow.ts';

/** What a workflow says for one notification; `sms` is there when that channel was asked for and the workflow has a text. */
export type Copy = { inbox: InboxCopy; subject: string; sms?: string };

/** Copy that can be sent, or what is wrong with it. */
export type RenderedCopy =
  | { outcome: 'rendered'; copy: Copy }
  /** The copy cannot be sent as it is. Pointers lead into the publish; details name the workflow, never its data. */
  | { outcome: 'refused'; faults: ProblemPlace[] };

/** What is wrong with a field of copy. `thrown` is the error of the owner's function, which may hold data. */
export type CopyFault = { field: string; detail: string; thrown?: unknown };

const Inbox = z.strictObject({
  title: singleLine(200), // two lines of an inbox
  body: multiLine(2000).or(z.literal('')), // a title may say it all; a notification, not an article; keeps an inbox item under 10 KB
  actionUrl: WebUrl.optional(),
});

/** One line, or it could add mail headers; folding a long line is the mailer's work. */
const Subject = singleLine(200);

/** Ten parts, the most a workflow may allow, hold 1,530 characters. */
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
  if ('copy' in written) return { outcome: 'rendered', ...written };

  const faults = written.faults.map(({ field, detail }) => `workflow "${workflow.key}", ${field}: ${detail}`);
  return { outcome: 'refused', faults: faults.map((detail) => ({ pointer: '/data', detail })) };
}

/** The same, its faults field by field. */
export function writeCopy<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  data: z.output<Payload>,
  { channels, whereabouts = {} }: { channels: readonly Channel[]; whereabouts?: Whereabouts },
): { copy: Copy } | { faults: CopyFault[] } {
  const reader = readerOf(workflow, whereabouts);
  const copyOf = workflow.translations?.[reader.language] ?? workflow;
  const inbox = write('inbox', Inbox, () => copyOf.inbox(data, reader));
  const subject = write('subject', Subject, () => copyOf.subject(data, reader));
  const sms = channels.includes('sms') ? writeSms(workflow, () => copyOf.sms?.(data, reader)) : { value: undefined };
  if ('faults' in inbox || 'faults' in subject || 'faults' in sms)
    return { faults: [inbox, subject, sms].flatMap((each) => ('faults' in each ? each.faults : [])) };

  const { actionUrl, ...text } = inbox.value;
  const copy: Copy = { inbox: actionUrl === undefined ? text : { ...text, actionUrl }, subject: subject.value };
  return { copy: sms.value === undefined ? copy : { ...copy, sms: sms.value } };
}

/**
 * What is wrong with a notification's copy, in every language that it can be written in: asked when a publish is accepted, so that
 * bad copy is the publisher's 4xx and not a message that fails for ever.
 */
export function copyFaults<Payload extends z.ZodObject>(
  workflow: Workflow<Payload>,
  data: z.output<Payload>,
  channels: readonly Channel[],
): ProblemPlace[] {
  return languagesOf(workflow).flatMap((locale) => {
    const rendered = renderCopy(workflow, data, { channels, whereabouts: { locale } });
    return rendered.outcome === 'refused' ? rendered.faults : [];
  });
}

/** The languages that a workflow has copy in, its own first. */
export function languagesOf({ language = 'en', translations = {} }: Workflow): string[] {
  return [language, ...Object.keys(translations)];
}

type Written<Value> = { value: Value } | { faults: CopyFault[] };

function write<Value>(field: string, schema: z.ZodType<Value>, copyFunction: () => unknown): Written<Value> {
  let written: unknown;
  try {
    written = copyFunction();
  } catch (thrown) {
    return { faults: [{ field, detail: 'threw an error on this data', thrown }] }; // what was thrown may hold data
  }
  const parsed = schema.safeParse(written);
  if (parsed.success) return { value: parsed.data };

  return { faults: parsed.error.issues.map((issue) => ({ field: [field, ...issue.path].join('.'), detail: issue.message })) };
}

function writeSms(workflow: Pick<Workflow, 'sms' | 'maxSmsParts'>, copyFunction: () => unknown): Written<string | undefined> {
  if (workflow.sms === undefined) return { value: undefined };

  const sms = write('sms', SmsText, copyFunction);
  if ('faults' in sms) return sms;

  const { encoding, parts } = countSmsParts(sms.value);
  const maxParts = workflow.maxSmsParts ?? maxSmsPartsUnlessSet;
  if (parts <= maxParts) return sms;
  const detail = `takes ${parts} parts in ${encoding}, and ${maxParts} are allowed; shorten it or raise maxSmsParts`;
  return { faults: [{ field: 'sms', detail }] };
}
