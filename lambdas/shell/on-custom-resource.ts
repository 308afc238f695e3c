import * as z from 'zod';
import { logFailure } from './log.ts';

/** What CloudFormation asks for: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
const Request = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.unknown(),
});
type Request = z.infer<typeof Request>;

/** What becomes of a resource: whether it is there afterwards. */
export type Change = 'made' | 'removed';

/**
 * Makes a Lambda handler for a resource that the stack's own function makes. What `work` answers are the resource's attributes; should it throw,
 * the deploy fails with its message.
 */
export function onCustomResource<Schema extends z.ZodType>(
  schema: Schema,
  work: (change: Change, properties: z.output<Schema>) => Promise<Readonly<Record<string, string>>>,
) {
  return async (event: unknown): Promise<void> => {
    const request = Request.parse(event);
    try {
      const change = request.RequestType === 'Delete' ? 'removed' : 'made';
      await answer(request, { Status: 'SUCCESS', Data: await work(change, schema.parse(request.ResourceProperties)) });
    } catch (error) {
      logFailure('resource failed', { resource: request.LogicalResourceId, change: request.RequestType }, error);
      await answer(request, { Status: 'FAILED', Reason: error instanceof Error ? error.message : String(error) });
    }
  };
}

/** Puts it where CloudFormation waits: a signed address, which takes no type of content. */
async function answer(request: Request, result: Record<string, unknown>): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = request;
  const body = Buffer.from(JSON.stringify({ StackId, RequestId, LogicalResourceId, PhysicalResourceId, ...result }));
  const { ok, status } = await fetch(request.ResponseURL, { method: 'PUT', body });
  if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`);
}
