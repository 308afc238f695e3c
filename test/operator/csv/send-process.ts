// A process that publishes to a file and may be killed at any moment: what `bellhop send --csv` does once it has its stage.
import { callApi } from '../../../bin/operator/api/call-api.ts';
import { recipientColumns, sendRows, sentAtOnce } from '../../../bin/operator/csv/send-rows.ts';
import { beginFile } from '../../../bin/operator/csv/work-off-file.ts';
import { PublishAnswer } from '../../../contract/publishing/publish.ts';

const [url = '', path = ''] = process.argv.slice(2);
const call = callApi(url, 'bh_test_process');
const publish = async (body: unknown) =>
  PublishAnswer.parse((await call('POST', '/v1/notifications', body, { isRepeatable: true })).body);
const said = { workflow: 'message', data: { title: 'Hello' } };
const task = { path, task: 'send', columns: recipientColumns, atOnce: sentAtOnce };
const begun = await beginFile({ ...task, work: (rows) => sendRows(rows, said, publish) });
const totals = await begun.run();
console.log(JSON.stringify({ ...totals, doneBefore: begun.doneBefore }));
