import { apiKeys, ask } from '../api/call.ts';
import { messageOf } from '../api/message-of.ts';
import { byId } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { type Suppression, suppressionRow } from './suppression-row.ts';

const live = { bearer: apiKeys.live };
let found: Suppression[] = [];
let cursor: string | undefined;

/** Lists the addresses that nothing is sent to, and adds one when asked. */
export function startSuppressions(): void {
  byId('suppressions-more').addEventListener('click', () => void report(more));
  byId('suppressions-reason').addEventListener('change', readSuppressions);
  byId('suppress-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void report(add);
  });
}

/** Reads the newest of them. */
export function readSuppressions(): void {
  found = [];
  cursor = undefined;
  void report(more);
}

async function more(): Promise<string> {
  const reason = byId('suppressions-reason', HTMLSelectElement).value;
  const query = { limit: '20', ...(reason !== '' && { reason }), ...(cursor !== undefined && { cursor }) };
  const page = await ask(`GET /v1/suppressions?${new URLSearchParams(query)}`, live);
  found = cursor === undefined ? page.data : [...found, ...page.data];
  cursor = page.next_cursor;
  showList(byId('suppressions'), found, { key: ({ address }) => address, draw: (one) => suppressionRow(one, () => forget(one)) });
  byId('suppressions-more').hidden = cursor === undefined;
  byId('suppressions-empty').hidden = found.length > 0 || cursor !== undefined;
  return '';
}

/** What was lifted stays in sight, with what came of it, until the list is read again. */
function forget({ address }: Suppression): void {
  found = found.filter((one) => one.address !== address);
}

async function add(): Promise<string> {
  const field = byId('suppress-address', HTMLInputElement);
  await ask('POST /v1/suppressions', { ...live, body: { address: field.value.trim() } });
  field.value = '';
  cursor = undefined;
  await more();
  return 'Nothing more is sent there.';
}

async function report(work: () => Promise<string>): Promise<void> {
  byId('suppressions-state').textContent = await work().catch(messageOf);
}
