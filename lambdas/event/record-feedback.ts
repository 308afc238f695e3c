// default bus, SES events of our configuration set → recordFeedback → ledger, suppressions
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { dynamoSuppressions } from '../../adapters/dynamo/suppressions.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { ProviderEvent } from '../../contract/provider-events.ts';
import { readSettings } from '../../contract/settings.ts';
import { recordFeedback } from '../../core/flows/record-feedback.ts';
import { onEvent } from '../shell/on-event.ts';

const settings = readSettings('TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = { ledger: dynamoLedger(table), suppressions: dynamoSuppressions(table) };

export const handler = onEvent(ProviderEvent, (event) => recordFeedback(event, deps), {
  drops: ['untagged', 'foreign', 'missing'],
});
