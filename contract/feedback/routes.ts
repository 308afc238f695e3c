import * as z from 'zod';
import { receiptProviders } from '../channels/providers.ts';
import type { Routes } from '../http/route.ts';
import { NotificationId } from '../values.ts';

const ofProvider = z.strictObject({ provider: receiptProviders() });

/** What providers tell by HTTP. */
export const receiptRoutes = {
  receiveReceipt: {
    method: 'POST',
    path: '/v1/receipts/{provider}',
    handler: 'feedback/receive-receipt',
    caller: 'anyone',
    summary: 'A provider tells what became of a message, in its own form and with its signature; nobody else is listened to',
    params: ofProvider,
    query: z.object({ notification: NotificationId.optional() }),
    form: z.looseObject({}).meta({ description: "The provider's own fields" }),
    answers: { 204: true },
    problems: ['not_found', 'query_invalid', 'signature_invalid'],
  },
} as const satisfies Routes;
