// default bus, SES events of our configuration set → recordFeedback → ledger, suppressions, the sender's standing
import { dynamoLedger } from '../../adapters/dynamo/ledger.ts';
import { dynamoParking } from '../../adapters/dynamo/parking.ts';
import { dynamoSenderTallies } from '../../adapters/dynamo/sender-tallies.ts';
import { dynamoSuppressions } from '../../adapters/dynamo/suppressions.ts';
import { openTable } from '../../adapters/dynamo/table.ts';
import { ProviderEvent } from '../../contract/provider-events.ts';
import { readSettings } from '../../contract/settings.ts';
import { recordFeedback } from '../../core/flows/record-feedback.ts';
import { metrics } from '../shell/metrics.ts';
import { onEvent } from '../shell/on-event.ts';

const settings = readSettings('STAGE', 'TABLE_NAME');
const table = openTable(settings.TABLE_NAME);
const deps = {
  ledger: dynamoLedger(table),
  suppressions: dynamoSuppressions(table),
  tallies: dynamoSenderTallies(table),
  parking: dynamoParking(table),
  now: () => new Date(),
};
const measure = metrics(settings.STAGE);

export const handler = onEvent(ProviderEvent, (event) => recordFeedback(event, deps), {
  drops: ['untagged', 'foreign', 'missing'],
  dropped: () => measure('FeedbackDropped', 1),
});
