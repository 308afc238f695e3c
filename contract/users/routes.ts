import * as z from 'zod';
import { CursorQuery } from '../http/cursor.ts';
import { bodyProblems, type Routes } from '../http/route.ts';
import { UserId } from '../values.ts';
import { BulkAnswer, BulkUsers } from './bulk.ts';
import { Contact } from './contact.ts';
import { UserExport } from './export.ts';
import { TokenAnswer, UserAnswer } from './users.ts';

const ofUser = z.strictObject({ id: UserId });

/** Users, and what is kept of them. */
export const userRoutes = {
  putUser: {
    method: 'PUT',
    path: '/v1/users/{id}',
    handler: 'users/users',
    caller: 'server',
    tenants: 'own',
    summary: 'Create a user, or change how they can be reached',
    params: ofUser,
    body: Contact,
    answers: { 200: UserAnswer },
    problems: [...bodyProblems],
  },
  putUsers: {
    method: 'POST',
    path: '/v1/users/bulk',
    handler: 'users/users',
    caller: 'server',
    tenants: 'own',
    summary:
      'Create up to a hundred users, or change how they can be reached; each is answered by itself, and doing it again changes nothing',
    body: BulkUsers,
    itemsIn: 'users',
    answers: { 200: BulkAnswer },
    problems: [...bodyProblems],
  },
  readUser: {
    method: 'GET',
    path: '/v1/users/{id}',
    handler: 'users/users',
    caller: 'server',
    tenants: 'own',
    summary: 'Read a user',
    params: ofUser,
    answers: { 200: UserAnswer },
    problems: ['not_found'],
  },
  deleteUser: {
    method: 'DELETE',
    path: '/v1/users/{id}',
    handler: 'users/users',
    caller: 'server',
    tenants: 'own',
    summary:
      'Delete a user and everything of theirs; answered when it is done, with a 503 to be asked again when it takes longer',
    params: ofUser,
    answers: { 204: true },
    problems: ['not_found'],
  },
  exportUser: {
    method: 'GET',
    path: '/v1/users/{id}/export',
    handler: 'users/users',
    caller: 'server',
    tenants: 'own',
    summary: 'Everything that is kept of a user, as one document',
    params: ofUser,
    query: CursorQuery,
    answers: { 200: UserExport },
    problems: ['not_found', 'query_invalid', 'cursor_invalid'],
  },
  mintToken: {
    method: 'POST',
    path: '/v1/users/{id}/tokens',
    handler: 'users/users',
    caller: 'server',
    tenants: 'own',
    summary: "Mint a one-hour token for a user's browser",
    params: ofUser,
    answers: { 200: TokenAnswer },
    problems: ['not_found', 'tokens_by_issuer'],
  },
} as const satisfies Routes;
