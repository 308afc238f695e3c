import { CancelAnswer } from '../../../contract/cancellation/cancel.ts';
import { RequestAnswer } from '../../../contract/publishing/requests.ts';
import { type StageApi, withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { countOf } from '../count-of.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';

type Options = { stage: string; yes?: true; json?: true };
type Broadcast = { request: RequestAnswer; broadcast: NonNullable<RequestAnswer['broadcast']> };

/** Says how far a broadcast is. */
export async function showBroadcast(id: string, { stage, json }: Options): Promise<void> {
  const { request, broadcast } = await withStageApi(await findStack(stage), 'broadcast', (api) => find(api, id, stage));
  const lines = [
    `${request.workflow}, ${broadcast.state}: ${countOf(request.accepted, 'notification')}, ${countOf(broadcast.looked_at, 'user')} looked at`,
    ...Object.entries(request.counts?.messages ?? {}).map(([channel, by]) => `  ${channel}: ${inWords(by)}`),
  ];
  printResult(json, request, lines);
}

/** Stops a broadcast: no more of it is made, and what is not sent yet is canceled, call by call. */
export async function stopBroadcast(id: string, options: Options): Promise<void> {
  const { stage, json } = options;
  await withStageApi(await findStack(stage), 'broadcast', async (api) => {
    const { broadcast } = await find(api, id, stage);
    const isRunning = broadcast.state === 'running';
    const rest = isRunning ? '' : ` of broadcast ${id}, which is ${broadcast.state}`;
    await confirmChange(`${isRunning ? `stop broadcast ${id}, and ` : ''}cancel what is not sent yet${rest}`, options);
    const document = { canceled: 0, too_late: 0 };
    let cursor: string | undefined;
    do {
      const body = { cancellation_key: broadcast.cancellation_key ?? id, cursor };
      const answer = await api.send(CancelAnswer, { method: 'POST', path: '/v1/notifications/cancel', body });
      if (answer === undefined) throw new CannotDo('this stage cancels nothing at its API');
      document.canceled += answer.canceled.length;
      document.too_late += answer.too_late.length;
      cursor = answer.next_cursor;
    } while (cursor !== undefined);
    const was = isRunning ? 'stopped' : `${broadcast.state} before, so there was nothing to stop`;
    printResult(json, { was: broadcast.state, ...document }, [
      `${was}: ${document.canceled} canceled, ${document.too_late} too late`,
    ]);
  });
}

async function find(api: StageApi, id: string, stage: string): Promise<Broadcast> {
  const request = await api.find(RequestAnswer, `/v1/requests/${encodeURIComponent(id)}`);
  if (request?.broadcast === undefined)
    throw new CannotDo(`stage ${stage} has no broadcast "${id}", or it has not begun yet`, { code: exitCodes.notFound });
  return { request, broadcast: request.broadcast };
}

function inWords(byStatus: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(byStatus)
    .map(([status, many]) => `${many} ${status}`)
    .join(', ');
}
