import * as z from 'zod';
import { besideOtherFaults, besideOtherFaultsOfList } from '../../../../contract/http/refine.ts';
import { singleLine } from '../../../../contract/text.ts';
import { fileProblem, nameProblem } from './file-type.ts';

/**
 * The most that the files of an e-mail have together, in bytes: SES takes 10 MB an e-mail after base64, Postmark too, and the texts need a little.
 * https://docs.aws.amazon.com/ses/latest/dg/quotas.html (message quotas, API v1)
 */
export const mostAttachedBytes = 7_000_000;

/** Where a file lies in S3; without a bucket in the first that `attachmentBuckets` names. Whether it may lie there is asked when it is read. */
const S3Place = z.strictObject({ bucket: z.string().optional(), key: z.string().min(1).max(1_024) });
export type S3Place = z.output<typeof S3Place>;

/**
 * A file that goes with an e-mail: its content, or where it is read when the e-mail goes. With a `contentId` it is shown in the HTML, where
 * that says `src="cid:…"`.
 */
const Attachment = z
  .strictObject({
    filename: singleLine(150).regex(/^(?!\.{1,2}$)[^/\\]+$/, 'must be a name without folders'),
    content: z.string().min(1).refine(isBase64, 'must be base64').optional(),
    s3: S3Place.optional(),
    contentType: z
      .string()
      .regex(/^[a-z]+\/[\w.+-]{1,100}(?:; ?[\w-]+=[\w.-]+)*$/i, 'must be a type, like application/pdf')
      .refine((type) => !/^(?:multipart|message)\//i.test(type), 'must not be a type of what holds parts')
      .optional(),
    contentId: z
      .string()
      .regex(/^[\w.+-]{1,64}$/, 'must have letters, digits and _ . + - alone')
      .optional(),
  })
  .superRefine((file, context) => {
    const message = hasContent(file) ? fileProblem(file) : nameProblem(file);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['content'], message });
  })
  .refine((file) => (file.content !== undefined) !== (file.s3 !== undefined), {
    error: 'must have either content or s3',
    ...besideOtherFaults,
  });
export type Attachment = z.output<typeof Attachment>;

/** A file whose content is here, and one that has to be read first. */
export type ReadFile = Attachment & { content: string };
export type StoredFile = Attachment & { s3: S3Place };

/** The files of an e-mail. */
export const Attachments = z
  .array(Attachment)
  .max(20)
  .superRefine((files, context) => {
    const ids = files.flatMap((file: Partial<Attachment> | null) => file?.contentId ?? []);
    if (new Set(ids).size < ids.length) context.addIssue({ code: 'custom', message: 'must not have one contentId twice' });
    const bytes = bytesOfAll(files.filter(hasText));
    if (bytes <= mostAttachedBytes) return;
    context.addIssue({ code: 'custom', message: `have ${bytes} bytes together, and an e-mail takes ${mostAttachedBytes}` });
  }, besideOtherFaultsOfList);

/** Whether something that may be no file has a content that can be measured. */
function hasText(file: unknown): file is ReadFile {
  return typeof file === 'object' && file !== null && typeof (file as { content?: unknown }).content === 'string';
}

/** Whether a file's content is here. */
export function hasContent(file: Attachment): file is ReadFile {
  return file.content !== undefined;
}

/** Whether a file has to be read first. */
export function isStored(file: Attachment): file is StoredFile {
  return file.s3 !== undefined;
}

/** How many bytes a file has. */
export function bytesOf({ content }: Pick<ReadFile, 'content'>): number {
  return (content.length / 4) * 3 - (content.endsWith('==') ? 2 : content.endsWith('=') ? 1 : 0);
}

/** How many bytes several files have together. */
export function bytesOfAll(files: readonly Pick<ReadFile, 'content'>[]): number {
  return files.reduce((sum, file) => sum + bytesOf(file), 0);
}

/** Whether a text is base64 in one line, with its padding (RFC 4648 section 4). */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
