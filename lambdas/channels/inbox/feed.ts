// /v1/me/notifications → readFeed, countUnread, markItem, markThrough → the token's own inbox
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { userTokens } from '../../../adapters/jose/user-tokens.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { feedRoutes } from '../../../contract/channels/inbox/routes.ts';
import { readSettings } from '../../../contract/settings.ts';
import { markItem, markThrough } from '../../../core/channels/inbox/mark-feed.ts';
import type { Mark } from '../../../core/channels/inbox/ports/feed.ts';
import { countUnread, readFeed } from '../../../core/channels/inbox/read-feed.ts';
import { linkToNext, polled, tagged } from '../../shell/http-caching.ts';
import { byUserToken } from '../../shell/http-identity.ts';
import { announcing } from '../../shell/live.ts';
import { type Call, onHttp } from '../../shell/on-http.ts';

const settings = readSettings('TABLE_NAME', 'TOKEN_SECRET_PARAMETER', 'TOKEN_ISSUER', 'POLL_INTERVAL_SECONDS', 'LIVE_URL');
const now = () => new Date();
const held = polled(settings.POLL_INTERVAL_SECONDS, settings.LIVE_URL);
const tokens = userTokens(settings.TOKEN_ISSUER, ssmSigningSecret(settings.TOKEN_SECRET_PARAMETER));
const table = openTable(settings.TABLE_NAME);
const deps = { feed: dynamoFeed(table), now, announceChange: announcing(settings.LIVE_URL, table) };

export const handler = onHttp<'channels/inbox/feed'>(
  feedRoutes,
  {
    readFeed: async ({ from: { userId }, query, header }) => {
      const page = await readFeed({ userId, query, ifNoneMatch: header('If-None-Match') }, deps);
      return held(page, linkToNext(page.body?.next_cursor, query));
    },
    countUnread: async ({ from: { userId }, query, header }) =>
      held(await countUnread({ userId, query, ifNoneMatch: header('If-None-Match') }, deps)),
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
  },
  { user: byUserToken(tokens, now) },
);

function marks(mark: Mark) {
  return async ({ from: { userId }, params: { id } }: Call<'markRead'>) =>
    tagged(await markItem({ userId, notificationId: id, mark }, deps));
}
