// WebSocket's $connect and $disconnect → connect, connections.remove → who is told when an inbox changes
import { dynamoConnections } from '../../../adapters/dynamodb/channels/inbox/connections.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { checkedTokens } from '../../../adapters/jose/user-tokens.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { readSettings } from '../../../contract/settings.ts';
import { connect } from '../../../core/channels/inbox/connect.ts';
import { onSocket } from '../../shell/on-socket.ts';

const settings = readSettings('TABLE_NAME', 'TOKEN_SECRET_PARAMETER', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE');
const tokens = checkedTokens(
  { issuer: settings.TOKEN_ISSUER, audience: settings.TOKEN_AUDIENCE },
  ssmSigningSecret(settings.TOKEN_SECRET_PARAMETER),
);
const deps = { connections: dynamoConnections(openTable(settings.TABLE_NAME)), now: () => new Date() };

export const handler = onSocket(
  {
    connected: (userId, connectionId) => connect({ userId, connectionId }, deps),
    disconnected: (connectionId) => deps.connections.remove(connectionId),
  },
  tokens,
  deps.now,
);
