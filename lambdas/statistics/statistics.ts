// GET /v1/statistics → readStatistics → rows of statistics, as JSON or CSV
import { dynamoStatistics } from '../../adapters/dynamodb/statistics/statistics.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { readSettings } from '../../contract/settings.ts';
import { statisticsRoutes } from '../../contract/statistics/routes.ts';
import { readStatistics } from '../../core/statistics/read-statistics.ts';
import { toCsv } from '../../core/statistics/rules/to-csv.ts';
import { chooseTenant } from '../../core/tenants/choose-tenant.ts';
import { listedWorkflows } from '../../workflows/listed-workflows.ts';
import { byApiKey } from '../shell/by-api-key.ts';
import { onHttp } from '../shell/on-http.ts';

const settings = readSettings('TABLE_NAME', 'STATISTICS');
const table = openTable(settings.TABLE_NAME);
const deps = {
  statistics: dynamoStatistics(table),
  now: () => new Date(),
  isOn: settings.STATISTICS === 'on',
  experiments: () => listedWorkflows().flatMap(({ key, experiment }) => (experiment ? [{ workflow: key, experiment }] : [])),
};

export const handler = onHttp<'statistics/statistics'>(
  statisticsRoutes,
  {
    readStatistics: async ({ query, header, from }) => {
      const body = await readStatistics({ ...query, tenant: chooseTenant(from.tenant, query.tenant) }, deps);
      const format = query.format ?? (header('Accept')?.includes('text/csv') ? 'csv' : 'json');
      return format === 'csv' ? { csv: toCsv(body), name: `statistics-${body.from}-${body.to}.csv` } : { body };
    },
  },
  { server: byApiKey(table) },
);
