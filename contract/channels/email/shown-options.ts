import * as z from 'zod';

/** What a dry run shows of an e-mail beside its subject and body, where its workflow says any of it. */
export const shownOptions = () => ({
  from_name: z.string().optional(),
  reply_to: z.string().optional(),
  cc: z.array(z.string()).optional(),
  bcc: z.array(z.string()).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  attachments: z
    .array(
      z.strictObject({
        filename: z.string(),
        content_type: z.string().optional(),
        bytes: z.int().optional(),
        s3: z.strictObject({ bucket: z.string().optional(), key: z.string() }).optional(),
      }),
    )
    .optional()
    .meta({ description: 'Its files; one in S3 says where it lies, and is read when the e-mail goes.' }),
  invitation: z
    .strictObject({
      method: z.enum(['request', 'cancel']),
      uid: z.string(),
      summary: z.string(),
      start: z.string(),
      end: z.string(),
    })
    .optional(),
});
export type ShownOptions = z.infer<z.ZodObject<ReturnType<typeof shownOptions>>>;
