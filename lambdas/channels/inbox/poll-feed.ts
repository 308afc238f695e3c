// function URL, polls alone → readFeed, countUnread → the token's own inbox
import { dynamoFeed } from '../../../adapters/dynamodb/channels/inbox/feed.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { checkedTokens } from '../../../adapters/jose/user-tokens.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { feedRoutes } from '../../../contract/channels/inbox/routes.ts';
import { readSettings } from '../../../contract/settings.ts';
import { feedReads } from '../../shell/feed-reads.ts';
import { polled } from '../../shell/http-caching.ts';
import { byUserToken } from '../../shell/http-identity.ts';
import { onFunctionUrl } from '../../shell/on-function-url.ts';
import { onRoutes } from '../../shell/on-http.ts';

const settings = readSettings(
  'TABLE_NAME',
  'TOKEN_SECRET_PARAMETER',
  'TOKEN_ISSUER',
  'TOKEN_AUDIENCE',
  'POLL_INTERVAL_SECONDS',
  'LIVE_URL',
);
const now = () => new Date();
const secret = ssmSigningSecret(settings.TOKEN_SECRET_PARAMETER);
const tokens = checkedTokens({ issuer: settings.TOKEN_ISSUER, audience: settings.TOKEN_AUDIENCE }, secret);
const deps = { feed: dynamoFeed(openTable(settings.TABLE_NAME)), now };
const { readFeed, countUnread } = feedRoutes;

export const handler = onFunctionUrl(
  onRoutes(
    { readFeed, countUnread },
    feedReads(deps, polled(settings.POLL_INTERVAL_SECONDS, { 'X-Live-Url': settings.LIVE_URL })),
    { user: byUserToken(tokens, now) },
  ),
);
