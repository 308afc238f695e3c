// A process that imports a file and may be killed at any moment: what `bellhop import` does once it has its stage.
import { callApi } from '../../../bin/operator/api/call-api.ts';
import { importedAtOnce, importUsers, userColumns } from '../../../bin/operator/csv/import-users.ts';
import { beginFile } from '../../../bin/operator/csv/work-off-file.ts';
import { BulkAnswer } from '../../../contract/users/bulk.ts';

const [url = '', path = ''] = process.argv.slice(2);
const call = callApi(url, 'bh_test_process');
const put = async (users: readonly unknown[]) => BulkAnswer.parse((await call('POST', '/v1/users/bulk', { users })).body);
const task = { path, task: 'import users', columns: userColumns, atOnce: importedAtOnce };
const begun = await beginFile({ ...task, work: (rows) => importUsers(rows, put) });
const totals = await begun.run();
console.log(JSON.stringify({ ...totals, doneBefore: begun.doneBefore }));
