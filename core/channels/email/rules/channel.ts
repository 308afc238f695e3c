import * as z from 'zod';
import { Tracked } from '../../../../contract/channels/email/tracking.ts';
import { singleLine } from '../../../../contract/text.ts';
import type { Workflow } from '../../../workflows/rules/workflow.ts';
import { type CopyFault, mapWritten, type Written, write } from '../../../workflows/rules/written.ts';
import type { AskWorkflow, ChannelBehaviour } from '../../rules/behaviour.ts';
import type { MagicOutcome } from '../../rules/magic-outcome.ts';
import { isStored } from './attachments.ts';
import { EmailOptions } from './email-options.ts';
import { placeIn } from './file-place.ts';
import { normalAddress } from './normal-address.ts';
import { showOptions } from './show-options.ts';

/** One line, or it could add mail headers; folding a long line is the provider's work. */
const Subject = singleLine(200);

/** Ours ends with a name that no one can register (RFC 2606); the other is AWS's: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
const magicDomains = ['test.bellhop.example', 'simulator.amazonses.com'];

const mailboxes: ReadonlyMap<string, MagicOutcome> = new Map([
  ['delivered', 'delivered'],
  ['success', 'delivered'],
  ['ooto', 'delivered'], // an automatic reply comes back, which is no bounce
  ['soft-fail', 'temporary-failure'],
  ['fail', 'permanent-failure'],
  ['bounce', 'bounce'],
  ['suppressionlist', 'bounce'],
  ['complaint', 'complaint'],
]);

/** E-mail: a workflow gives the subject here, and the body as `email.tsx` in its folder. */
export const email = {
  copy: {
    field: 'subject',
    isOptional: false,
    write(workflow, call, ask) {
      const written = mapWritten(write({ channel: 'email', field: 'subject' }, Subject, call), (subject) => ({ subject }));
      return workflow.email === undefined ? written : withOptions(written, writeOptions(workflow, ask));
    },
    checkAtPublish: ({ emailOptions = {} }, { fileBuckets }) => findElsewhere(emailOptions, fileBuckets),
    settings: {
      trackEmail: z.array(Tracked).min(1).refine(isWithoutRepetition, 'must not repeat what it tracks'),
      email: z.custom((value) => typeof value === 'function', 'must be a function'),
    },
    show: ({ emailOptions }, writeEmail) => ({ ...writeEmail(), ...(emailOptions && showOptions(emailOptions)) }),
  },
  playAddress: (address) => mailboxOutcome(normalAddress(address)),
} as const satisfies ChannelBehaviour;

type Options = Written<{ emailOptions: EmailOptions }>;

/** Asks a workflow for what its e-mail has beside subject and body. What is too much of it is refused, and costs no channel. */
function writeOptions({ email: ownerFunction }: Workflow, ask: AskWorkflow): Options {
  const written = write({ channel: 'email', field: 'email' }, EmailOptions, () => {
    const answer = ask(ownerFunction);
    return answer instanceof Promise ? undefined : answer; // a promise is no answer, and an object without fields
  });
  if ('value' in written) return { value: { emailOptions: written.value } };
  return { faults: written.faults.map(({ tooLong: _, ...fault }) => fault) };
}

/** Finds the files that lie in no place where the stage reads any, if it has said where it does. */
function findElsewhere({ attachments = [] }: EmailOptions, buckets: string | undefined): CopyFault[] {
  if (buckets === undefined) return [];
  return attachments.flatMap((file, index) => {
    const place = isStored(file) && placeIn(buckets, file.s3);
    if (!place || !('problem' in place)) return [];
    return [{ channel: 'email' as const, field: `email.attachments.${index}.s3`, detail: place.problem }];
  });
}

function withOptions(subject: Written<object>, options: Options): Written<object> {
  const faults = [subject, options].flatMap((written) => ('faults' in written ? written.faults : []));
  if (faults.length > 0) return { faults };
  return { value: { ...('value' in subject && subject.value), ...('value' in options && options.value) } };
}

function isWithoutRepetition(tracked: readonly Tracked[]): boolean {
  return new Set(tracked).size === tracked.length;
}

/** A label tells an app's tests apart, as in `bounce+signup@…`, and changes nothing. */
function mailboxOutcome(address: string): MagicOutcome | undefined {
  const [local = '', domain = ''] = address.split('@');
  return magicDomains.includes(domain) ? mailboxes.get(local.split('+', 1)[0] ?? '') : undefined;
}
