import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { type Repetition, repeat } from '../api/repeat.ts';
import { pollingMs } from '../api/stage.ts';
import { byId, element } from '../elements/element.ts';
import { showPausedWorkflows, showPauses, startPauses } from './pauses.ts';
import { readSuppressions, startSuppressions } from './suppressions.ts';

type Sending = Answers['GET /local/sending'];
/** A figure, what it is of, and whether it is as it should not be. */
type Card = { name: string; figure: string; note: string; isWrong?: boolean; share?: number | undefined };

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const count = new Intl.NumberFormat('en-GB');
let reading: Repetition | undefined;

/** Shows how the sender stands while its part is looked at: rates, quota, budget, what is paused, and who gets nothing. */
export function startSending(): void {
  startPauses(() => reading?.now());
  startSuppressions();
  reading = repeat(async () => {
    if (location.hash !== '#sending') return undefined;
    await show().catch((error) => {
      byId('sending-state').textContent = messageOf(error);
    });
    return undefined;
  }, pollingMs(5_000));
  const open = () => {
    if (location.hash !== '#sending') return;
    reading?.now();
    readSuppressions();
  };
  window.addEventListener('hashchange', open);
  open();
}

async function show(): Promise<void> {
  const [sending, paused, work] = await Promise.all([
    ask('GET /local/sending'),
    ask('GET /local/paused'),
    ask('GET /v1/health/paused', { bearer: apiKeys.live }),
  ]);
  byId('sending-state').textContent = '';
  byId('sending-cards').replaceChildren(...[...rates(sending), ...limits(sending)].map(drawCard));
  showPauses(paused.data);
  showPausedWorkflows(work.data);
}

function rates({ delivered, bounced, complained, risk_percent }: Sending): Card[] {
  const sent = delivered + bounced;
  const of = (part: number) =>
    sent === 0 ? 'of none' : `${((100 * part) / Math.max(sent, part)).toFixed(2)} % of ${count.format(sent)}`;
  const isWrong = risk_percent >= 100;
  return [
    { name: 'Delivered', figure: count.format(delivered), note: 'e-mails in seven days' },
    { name: 'Bounced', figure: count.format(bounced), note: of(bounced), isWrong: isWrong && bounced > 0 },
    { name: 'Complaints', figure: count.format(complained), note: of(complained), isWrong: isWrong && complained > 0 },
    {
      name: 'Bounce and complaint limit',
      figure: `${risk_percent} %`,
      note: 'of it used up; bulk e-mail pauses at 100 %',
      isWrong,
      share: risk_percent / 100,
    },
  ];
}

function limits({ quota, sms, bill }: Sending): Card[] {
  const { spent_usd, budget_usd } = sms;
  const isSpent = budget_usd !== undefined && spent_usd >= 0.8 * budget_usd;
  const budget =
    budget_usd === undefined ? 'this month; the budget could not be read' : `of ${money.format(budget_usd)} this month`;
  return [
    ...(quota ? [quotaCard(quota)] : []),
    {
      name: 'SMS',
      figure: money.format(spent_usd),
      note: budget,
      isWrong: isSpent,
      share: budget_usd ? spent_usd / budget_usd : undefined,
    },
    ...(bill ? [billCard(bill)] : []),
  ];
}

function billCard(bill: NonNullable<Sending['bill']>): Card {
  const name = 'Bill of the account';
  if ('why_not' in bill) return { name, figure: '–', note: bill.why_not };
  const { limit_usd, spent_usd, forecast_usd } = bill;
  const foreseen = forecast_usd === undefined ? '' : `; ${money.format(forecast_usd)} foreseen`;
  const share = limit_usd ? spent_usd / limit_usd : undefined;
  const isWrong = limit_usd !== undefined && (spent_usd >= 0.8 * limit_usd || (forecast_usd ?? 0) > limit_usd);
  return {
    name,
    figure: money.format(spent_usd),
    note: `${limit_usd === undefined ? '' : `of ${money.format(limit_usd)} `}this month${foreseen}`,
    isWrong,
    share,
  };
}

function quotaCard({ used, per_day }: NonNullable<Sending['quota']>): Card {
  const note = per_day === undefined ? 'in 24 hours, without a limit' : `of ${count.format(per_day)} in 24 hours`;
  const share = per_day === undefined ? undefined : used / per_day;
  return { name: 'Quota of SES', figure: count.format(used), note, share, isWrong: share !== undefined && share >= 0.8 };
}

function drawCard({ name, figure, note, isWrong = false, share }: Card): HTMLElement {
  return element(
    'div',
    { class: 'stat' },
    element('dt', {}, name),
    element('dd', { class: isWrong ? 'stat-figure wrong' : 'stat-figure' }, figure),
    element('dd', { class: 'stat-note' }, note),
    share !== undefined &&
      element(
        'dd',
        {},
        element('meter', { min: '0', max: '1', high: '0.8', value: String(share), 'aria-label': `${name}: ${figure} ${note}` }),
      ),
  );
}
