import * as z from 'zod';
import { bodyProblems, type Route, type Routes } from '../../http/route.ts';
import { NotificationId } from '../../values.ts';
import { FeedChanged, FeedPage, FeedQuery, MarkThrough, SnoozeItem, UnreadCount, UnreadQuery } from './feed.ts';

const ofItem = z.strictObject({ id: NotificationId });

/** A user's own inbox. */
export const feedRoutes = {
  readFeed: {
    method: 'GET',
    path: '/v1/me/notifications',
    handler: 'channels/inbox/feed',
    caller: 'user',
    summary: 'A page of the inbox with its counts, those of what is asked for and those of all; or 304 when nothing changed',
    query: FeedQuery,
    answers: { 200: FeedPage, 304: true },
    problems: ['query_invalid', 'cursor_invalid', 'watermark_invalid'],
  },
  countUnread: {
    method: 'GET',
    path: '/v1/me/notifications/unread-count',
    handler: 'channels/inbox/feed',
    caller: 'user',
    summary: 'How many are unread and unseen, of all or of a category, or 304 when nothing changed',
    query: UnreadQuery,
    answers: { 200: UnreadCount, 304: true },
    problems: ['query_invalid'],
  },
  markAllRead: throughRoute('read'),
  markAllSeen: throughRoute('seen'),
  markRead: markRoute('PUT', 'read', 'Mark one as read'),
  markUnread: markRoute('DELETE', 'read', 'Mark one as unread'),
  markSeen: markRoute('PUT', 'seen', 'Mark one as seen'),
  markUnseen: markRoute('DELETE', 'seen', 'Mark one as unseen'),
  archive: markRoute('PUT', 'archived', 'Move one to the archive; it counts as read'),
  unarchive: markRoute('DELETE', 'archived', 'Bring one back from the archive'),
  snooze: {
    ...markRoute('PUT', 'snooze', 'Put one aside until a time, when it comes back unread; it counts as read until then'),
    body: SnoozeItem,
    problems: [...bodyProblems, 'not_found'],
  },
  unsnooze: markRoute('DELETE', 'snooze', 'Bring one back now that was put aside, unread'),
} as const satisfies Routes;

function markRoute<Method extends 'PUT' | 'DELETE', Mark extends string>(method: Method, mark: Mark, summary: string) {
  return {
    method,
    path: `/v1/me/notifications/{id}/${mark}`,
    handler: 'channels/inbox/feed',
    caller: 'user',
    summary,
    params: ofItem,
    answers: { 200: FeedChanged },
    problems: ['not_found'],
  } as const satisfies Route;
}

function throughRoute<Mark extends 'read' | 'seen'>(mark: Mark) {
  return {
    method: 'PUT',
    path: `/v1/me/notifications/${mark}`,
    handler: 'channels/inbox/feed',
    caller: 'user',
    summary: `Mark everything up to a watermark as ${mark}; what arrived later stays`,
    body: MarkThrough,
    answers: { 200: FeedChanged },
    problems: [...bodyProblems, 'watermark_invalid'],
  } as const satisfies Route;
}
