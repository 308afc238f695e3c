// /v1/me/notifications → readFeed, countUnread, markItem, markThrough, snoozeItem → the token's own inbox
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { userTokens } from '../../../adapters/jose/user-tokens.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { feedRoutes } from '../../../contract/channels/inbox/routes.ts';
import { readSettings } from '../../../contract/settings.ts';
import { markItem, markThrough, snoozeItem } from '../../../core/channels/inbox/mark-feed.ts';
import type { Mark } from '../../../core/channels/inbox/ports/feed.ts';
import { feedReads } from '../../shell/feed-reads.ts';
import { polled, tagged } from '../../shell/http-caching.ts';
import { byUserToken } from '../../shell/http-identity.ts';
import { announcing } from '../../shell/live.ts';
import { type Call, onHttp } from '../../shell/on-http.ts';

const settings = readSettings(
  'TABLE_NAME',
  'TOKEN_SECRET_PARAMETER',
  'TOKEN_ISSUER',
  'POLL_INTERVAL_SECONDS',
  'FEED_URL',
  'LIVE_URL',
);
const now = () => new Date();
const elsewhere = { 'X-Feed-Url': settings.FEED_URL, 'X-Live-Url': settings.LIVE_URL };
const tokens = userTokens(settings.TOKEN_ISSUER, ssmSigningSecret(settings.TOKEN_SECRET_PARAMETER));
const table = openTable(settings.TABLE_NAME);
const deps = { feed: dynamoFeed(table), now, announceChange: announcing(settings.LIVE_URL, table) };

export const handler = onHttp<'channels/inbox/feed'>(
  feedRoutes,
  {
    ...feedReads(deps, polled(settings.POLL_INTERVAL_SECONDS, elsewhere)),
    markAllRead: async ({ from: { userId }, body: { through } }) =>
      tagged(await markThrough({ userId, through, mark: 'read' }, deps)),
    markAllSeen: async ({ from: { userId }, body: { through } }) =>
      tagged(await markThrough({ userId, through, mark: 'seen' }, deps)),
    markRead: marks('read'),
    markUnread: marks('unread'),
    markSeen: marks('seen'),
    markUnseen: marks('unseen'),
    archive: marks('archived'),
    unarchive: marks('unarchived'),
    snooze: async ({ from: { userId }, params: { id }, body: { until } }) =>
      tagged(await snoozeItem({ userId, notificationId: id, until: new Date(until) }, deps)),
    unsnooze: marks('unsnoozed'),
  },
  { user: byUserToken(tokens, now) },
);

function marks(mark: Mark) {
  return async ({ from: { userId }, params: { id } }: Call<'markRead'>) =>
    tagged(await markItem({ userId, notificationId: id, mark }, deps));
}
