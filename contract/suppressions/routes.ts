import * as z from 'zod';
import { bodyProblems, type Routes } from '../http/route.ts';
import { Address, NewSuppression, SuppressionAnswer, SuppressionPage, SuppressionQuery } from './suppressions.ts';

const ofAddress = z.strictObject({ address: Address });
const byServer = { handler: 'suppressions/suppressions', caller: 'server' } as const;

/** The addresses that nothing is sent to. */
export const suppressionRoutes = {
  listSuppressions: {
    method: 'GET',
    path: '/v1/suppressions',
    ...byServer,
    summary: 'The addresses that nothing is sent to, newest first',
    query: SuppressionQuery,
    answers: { 200: SuppressionPage },
    problems: ['query_invalid', 'cursor_invalid'],
  },
  addSuppression: {
    method: 'POST',
    path: '/v1/suppressions',
    ...byServer,
    summary: 'Send nothing more to an address; what stands against it already stays',
    body: NewSuppression,
    answers: { 200: SuppressionAnswer },
    problems: [...bodyProblems],
  },
  removeSuppression: {
    method: 'DELETE',
    path: '/v1/suppressions/{address}',
    ...byServer,
    summary:
      'Let this stage send to an address again; answers what stood against it. Lists that AWS keeps for the account stay as they are: `bellhop suppressions lift` takes it off those too',
    params: ofAddress,
    answers: { 200: SuppressionAnswer },
    problems: ['not_found'],
  },
} as const satisfies Routes;
