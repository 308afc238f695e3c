import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { CancelAnswer, CancelRequest } from '../../../contract/cancellation/cancel.ts';
import { ResendAnswer, ResendRequest } from '../../../contract/message-log/resend.ts';
import { PublishAnswer, publishFields, Recipient } from '../../../contract/publishing/publish.ts';
import { Address, SuppressionAnswer } from '../../../contract/suppressions/suppressions.ts';
import { NotificationId } from '../../../contract/values.ts';
import { CannotDo } from '../cannot-do.ts';
import { resentWords } from '../commands/resend.ts';
import { liftAddress } from '../suppressions/lift-address.ts';
import { describeSuppression } from '../suppressions/suppression-words.ts';
import { defineTool, type Tool } from './tool.ts';

/** The tools that change a stage. None of them goes to a topic or an audience, whose size nobody sees beforehand. */
export function writeTools(maxRecipients: number): readonly Tool[] {
  return [publishTo(maxRecipients), resend, cancel, suppressAddress, liftSuppression];
}

function publishTo(maxRecipients: number): Tool {
  return defineTool({
    name: 'publish',
    title: 'Publish a notification',
    description:
      `Sends a notification to up to ${maxRecipients} users, by id. Ask dry_run first, and show the person what would be sent. ` +
      'Where no answer came it may have been published all the same: look with list_notifications before you publish again.',
    writes: true,
    input: z.strictObject({
      ...publishFields.omit({ topic: true, audience: true, rate_per_minute: true, callback: true, failure_callback: true }).shape,
      recipients: z.array(Recipient).min(1).max(maxRecipients),
    }),
    async run(body, { api }) {
      const call = { method: 'POST', path: '/v1/notifications', body, idempotencyKey: randomUUID() } as const;
      const answer = await api.send(PublishAnswer, call);
      if (answer === undefined) throw new CannotDo('this stage takes no publish at its API');
      return { lines: [JSON.stringify(answer)] };
    },
  });
}

const resend = defineTool({
  name: 'resend',
  title: 'Send a notification again',
  description:
    'Sends one notification again, on the channels that did not reach its user, or on those that are named. A channel that did reach the ' +
    'user, or may have, is named and "confirm" is true: the user may then get it twice.',
  writes: true,
  input: z.strictObject({ id: NotificationId, ...ResendRequest.shape }),
  async run({ id, ...body }, { api, stage }) {
    const call = { method: 'POST', path: `/v1/notifications/${encodeURIComponent(id)}/resend`, body } as const;
    const sent = await api.send(ResendAnswer, call);
    if (sent === undefined) throw new CannotDo(`there is no notification "${id}"`);
    return { lines: resentWords(sent, stage) };
  },
});

const cancel = defineTool({
  name: 'cancel',
  title: 'Cancel notifications',
  description:
    'Cancels one notification by "id", or those that were published with "cancellation_key", a page at a time; says what was still in time.',
  writes: true,
  input: z.strictObject(CancelRequest.shape),
  async run(body, { api }) {
    const answer = await api.send(CancelAnswer, { method: 'POST', path: '/v1/notifications/cancel', body });
    if (answer === undefined) throw new CannotDo('there is no such notification');
    const { next_cursor: cursor, ...done } = answer;
    return { lines: [JSON.stringify(done)], cursor };
  },
});

const suppressAddress = defineTool({
  name: 'suppress_address',
  title: 'Send nothing more to an address',
  description: 'Puts an e-mail address or a phone number on the list of those that nothing is sent to.',
  writes: true,
  input: z.strictObject({ address: Address }),
  async run(body, { api }) {
    const stands = await api.send(SuppressionAnswer, { method: 'POST', path: '/v1/suppressions', body });
    if (stands === undefined) throw new CannotDo('this stage cannot suppress addresses; deploy it again with this version');
    return { lines: [describeSuppression('The address', stands)] };
  },
});

const liftSuppression = defineTool({
  name: 'lift_suppression',
  title: 'Let an address be sent to again',
  description:
    'Takes an address off that list, and off those that AWS keeps for the whole account. Only after a person said that the address is good ' +
    'again, or that its owner wants it: what goes to one that is not harms the name of the sender.',
  writes: true,
  input: z.strictObject({ address: Address }),
  run: async ({ address }, place) => ({ lines: (await liftAddress(address, place)).lines }),
});
