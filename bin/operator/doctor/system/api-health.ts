import { Health } from '../../../../contract/operations/health.ts';
import { requestJson } from '../../api/request-json.ts';
import type { Check } from '../check.ts';
import { notYet, ok, wrong } from '../check.ts';

/** Whether the API answers from here. */
export const apiHealth: Check = {
  name: 'api',
  why: 'Your app publishes through it, and browsers read inboxes from it.',
  async run({ stack, stage, knowsHost }) {
    const { output, outputs } = await stack();
    const url = `${output('ApiUrl')}/v1/health`;
    if (outputs.ApiDomainRecord !== undefined && !(await knowsHost(new URL(url).hostname)))
      return notYet(`${new URL(url).host} is not in the DNS yet.`, `Add the record: ${outputs.ApiDomainRecord}`);

    const { status, body } = await requestJson('GET', url);
    const health = Health.safeParse(body);
    if (status === 200 && health.success && health.data.stage === stage) return ok(`${url} answers.`);
    return wrong(
      `${url} answers ${status}${health.success ? ` as stage ${health.data.stage}` : ''}.`,
      "See the function's log, as docs/runbook.md#functions-fail says.",
    );
  },
};
