import * as z from 'zod';
import type { ProblemCode } from '../http/problems.ts';
import { bodyProblems, type Routes } from '../http/route.ts';
import { UserId } from '../values.ts';
import { PreferencesAnswer, PreferencesPatch } from './preferences.ts';
import { UnsubscribeForm } from './unsubscribe.ts';

const ofUser = z.strictObject({ id: UserId });
const patchProblems = [
  ...bodyProblems,
  'category_unknown',
  'channel_unsupported',
  'preference_required',
  'precondition_failed',
] as const satisfies readonly ProblemCode[];

/** What goes to a user, by the app or by the user. */
export const preferenceRoutes = {
  readPreferences: {
    method: 'GET',
    path: '/v1/users/{id}/preferences',
    handler: 'preferences/preferences',
    caller: 'server',
    tenants: 'own',
    summary: 'What goes to a user: their own choices, and defaults for the rest',
    params: ofUser,
    answers: { 200: PreferencesAnswer, 304: true },
    problems: ['not_found'],
  },
  patchPreferences: {
    method: 'PATCH',
    path: '/v1/users/{id}/preferences',
    handler: 'preferences/preferences',
    caller: 'server',
    tenants: 'own',
    summary: 'Change what goes to a user, by a merge patch (RFC 7396); with `If-Match`, only if nobody else has',
    params: ofUser,
    body: PreferencesPatch,
    answers: { 200: PreferencesAnswer },
    problems: [...patchProblems, 'not_found'],
  },
  readOwnPreferences: {
    method: 'GET',
    path: '/v1/me/preferences',
    handler: 'preferences/preferences',
    caller: 'user',
    summary: 'What goes to me: my own choices, and defaults for the rest',
    answers: { 200: PreferencesAnswer, 304: true },
    problems: [],
  },
  patchOwnPreferences: {
    method: 'PATCH',
    path: '/v1/me/preferences',
    handler: 'preferences/preferences',
    caller: 'user',
    summary: 'Change what goes to me, by a merge patch (RFC 7396); with `If-Match`, only if nobody else has',
    body: PreferencesPatch,
    answers: { 200: PreferencesAnswer },
    problems: patchProblems,
  },
} as const satisfies Routes;

const ofLink = z.strictObject({ token: z.string() }); // whatever it is, the same page says that it is none of ours

/** The page behind the link in an e-mail. */
export const unsubscribeRoutes = {
  showUnsubscribe: {
    method: 'GET',
    path: '/u/{token}',
    handler: 'preferences/unsubscribe',
    caller: 'anyone',
    summary: 'The page behind the link to unsubscribe; it changes nothing',
    params: ofLink,
    answers: { html: true },
    problems: [],
  },
  unsubscribe: {
    method: 'POST',
    path: '/u/{token}',
    handler: 'preferences/unsubscribe',
    caller: 'anyone',
    summary: 'Unsubscribe with one click (RFC 8058), or subscribe again',
    params: ofLink,
    form: UnsubscribeForm,
    answers: { html: true },
    problems: [],
  },
} as const satisfies Routes;
