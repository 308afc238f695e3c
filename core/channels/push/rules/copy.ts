import * as z from 'zod';
import { multiLine, singleLine } from '../../../../contract/text.ts';
import { WebUrl } from '../../../../contract/values.ts';
import type { PushCopy } from '../../../workflows/rules/workflow.ts';
import { mapWritten, type Written, write } from '../../../workflows/rules/written.ts';
import type { ChannelCopy } from '../../rules/behaviour.ts';

const Push = z.strictObject({
  title: singleLine(120), // screens show some 40 to 60
  body: multiLine(1000).or(z.literal('')),
  url: WebUrl.optional(),
  icon: WebUrl.optional(),
});

/** A push service takes 4,096 bytes, encrypted: RFC 8030, section 7.2. APNs and FCM take about as much. This leaves room for what is ours. */
const mostBytes = 3_700;

/** How it is written and shown. A stage without push has nothing of this in its functions: docs/decisions/0321. */
export const pushCopy = {
  settings: {
    pushTtlSeconds: z.int().min(0).max(2_419_200), // four weeks: no push service keeps one longer
    pushUrgency: z.enum(['very-low', 'low', 'normal', 'high']),
    pushTopic: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'must have 1 to 32 letters, digits, "-" and "_"'), // RFC 8030, section 5.4
  },
  write: (_workflow, call) => mapWritten(writePush(call), (push) => ({ push })),
  show: ({ push }) => push,
} as const satisfies Partial<ChannelCopy>;

function writePush(call: () => unknown): Written<PushCopy> {
  const written = write({ channel: 'push', field: 'push' }, Push, call);
  if (!('value' in written)) return written as Written<PushCopy>;
  const bytes = Buffer.byteLength(JSON.stringify(written.value));
  if (bytes <= mostBytes) return written as Written<PushCopy>;
  const detail = `takes ${bytes} bytes, and a push message has room for ${mostBytes}`;
  return { faults: [{ channel: 'push', field: 'push', detail, tooLong: true }] };
}
