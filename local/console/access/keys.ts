import { askFirst } from '../api/ask-first.ts';
import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { type Repetition, repeat } from '../api/repeat.ts';
import { pollingMs } from '../api/stage.ts';
import { copyButton } from '../elements/copy-button.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { type Key, keyRow } from './key-row.ts';

type MadeKey = Answers['POST /local/keys'];

const pollMs = 5_000;
let polling: Repetition | undefined;

/** Lists the API keys while they are in sight, and makes or revokes one when asked. */
export function startKeys(): void {
  byId('key-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void make();
  });
  polling = repeat(async () => {
    if (byId('keys').checkVisibility()) await show();
    return undefined;
  }, pollingMs(pollMs));
  window.addEventListener('hashchange', () => polling?.now());
}

async function show(): Promise<void> {
  const { data } = await ask('GET /local/keys');
  showList(byId('key-list'), inOrder(data), { key: ({ id }) => id, draw: (key) => keyRow(key, () => revoke(key)) });
}

/** Those that are good come before those that are no more. */
function inOrder(keys: readonly Key[]): Key[] {
  return [...keys.filter((key) => !hasEnded(key)), ...keys.filter(hasEnded)];
}

function hasEnded({ revoked_at }: Key): boolean {
  return revoked_at !== undefined && new Date(revoked_at) <= new Date();
}

async function make(): Promise<void> {
  const [name, tenant] = [byId('key-name', HTMLInputElement), byId('key-tenant', HTMLInputElement)];
  const kind = byId('key-kind', HTMLSelectElement).value === 'test' ? 'test' : 'live';
  const of = tenant.value.trim();
  try {
    const body = { name: name.value.trim(), kind, ...(of !== '' && { tenant: of }) } as const;
    showMade(await ask('POST /local/keys', { body }));
    [name.value, tenant.value] = ['', ''];
    say('key-form-state', '');
  } catch (error) {
    say('key-form-state', messageOf(error));
  }
  polling?.now();
}

/** Shows the secret until somebody says that they have it: nobody can read it again. */
function showMade({ id, secret, name }: MadeKey): void {
  const forget = () => {
    byId('new-key').replaceChildren();
    byId('key-name').focus();
  };
  byId('new-key').replaceChildren(
    element('p', {}, element('strong', {}, name), `, ${id}. Keep its secret now: it cannot be shown again.`),
    element(
      'p',
      { class: 'new-key-secret' },
      element('code', {}, secret),
      copyButton('Copy the secret', () => secret),
      element('button', { type: 'button', onclick: forget }, 'I have it'),
    ),
  );
}

/** Every console asks before this, as it cannot be taken back. */
async function revoke({ id, name }: Key): Promise<void> {
  const question = `Revoke “${name}” (${id})? Whoever calls with it is refused within half a minute. There is no way back.`;
  if (!(await askFirst(question))) return say('keys-state', 'Nothing was changed.');
  try {
    await ask(`DELETE /local/keys/${encodeURIComponent(id)}`, { isAskedAbout: true });
    say('keys-state', `“${name}” is revoked; in half a minute nothing takes it any more.`);
  } catch (error) {
    say('keys-state', messageOf(error));
  }
  polling?.now();
}

function say(where: string, what: string): void {
  byId(where).textContent = what;
}
