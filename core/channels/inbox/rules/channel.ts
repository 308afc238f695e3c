import * as z from 'zod';
import { InboxActions } from '../../../../contract/channels/inbox/actions.ts';
import { InboxImage } from '../../../../contract/channels/inbox/image.ts';
import { multiLine, singleLine } from '../../../../contract/text.ts';
import { WebUrl } from '../../../../contract/values.ts';
import type { InboxCopy } from '../../../workflows/rules/workflow.ts';
import { mapWritten, type Written, write } from '../../../workflows/rules/written.ts';
import type { ChannelBehaviour } from '../../rules/behaviour.ts';
import { cutToFit } from '../../sms/rules/sms-segments.ts';

const longestTitle = 200;
const longestBody = 2000;

const Inbox = z.strictObject({
  title: singleLine(longestTitle), // two lines of an inbox
  body: multiLine(longestBody).or(z.literal('')), // a title may say it all; no article: an inbox item stays under 10 KB
  actionUrl: WebUrl.optional(),
  image: InboxImage.optional(),
  actions: InboxActions.optional(),
});

/** Inbox copy that is only too long is there, shortened: a digest shows no more of it. */
export const inbox = {
  copy: {
    field: 'inbox',
    isOptional: false,
    isShortened: true,
    write: (_workflow, call) =>
      mapWritten(writeInbox(call), ({ actionUrl, image, actions, ...text }) => ({
        inbox: { ...text, ...(actionUrl !== undefined && { actionUrl }), ...(image && { image }), ...(actions && { actions }) },
      })),
    show: ({ inbox }) =>
      inbox && {
        title: inbox.title,
        body: inbox.body,
        ...(inbox.actionUrl !== undefined && { action_url: inbox.actionUrl }),
        ...(inbox.image && { image: inbox.image }),
        ...(inbox.actions && { actions: [...inbox.actions] }),
      },
  },
} as const satisfies ChannelBehaviour;

function writeInbox(call: () => unknown): Written<InboxCopy> {
  let written: unknown;
  const item = write({ channel: 'inbox', field: 'inbox' }, Inbox, () => {
    written = call();
    return written;
  });
  if (!('faults' in item) || !item.faults.every(({ tooLong }) => tooLong)) return item as Written<InboxCopy>;

  const { title, body, actionUrl, image, actions } = written as InboxCopy; // of the right shape, or the length would not be all that is wrong
  const short = {
    title: cutToFit(title, (cut) => cut.length <= longestTitle),
    body: cutToFit(body, (cut) => cut.length <= longestBody),
    ...(WebUrl.safeParse(actionUrl).success && { actionUrl }),
    ...(InboxImage.safeParse(image).success && { image }),
    ...(InboxActions.safeParse(actions).success && { actions }),
  };
  return { ...item, value: Inbox.parse(short) as InboxCopy };
}
