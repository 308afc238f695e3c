import { apiKeys, call, connection, Problem } from '../api/call.ts';
import type { PreferencesAnswer, PreferencesPatch } from '../api/types.ts';
import { byId, element } from '../elements/element.ts';
import { clearProblems, showProblems } from '../elements/problems.ts';
import { whenIn } from '../elements/time.ts';
import { startSubscriptions } from '../topics/subscriptions.ts';
import { userChoice } from '../users/user-choice.ts';
import { users } from '../users/users.ts';
import { categoryHeads, categoryRows } from './category-rows.ts';
import { fillPreferences, readChanges, type Values } from './preferences-form.ts';
import { patchOf } from './preferences-patch.ts';
import { quietDayRows } from './quiet-hours.ts';
import { weekdayNames, weekdays } from './weekdays.ts';

/** Preferences as they were last read, and the tag that says which edition. */
type Saved = { preferences: PreferencesAnswer; etag: string | null };

let user = '';
let saved: Saved | undefined;

/** Shows what a user has chosen, and changes it as the app's server would. */
export function startPreferences(first: string): void {
  const form = preferencesForm();
  byId('category-heads').append(...categoryHeads());
  byId('digest-day').append(...weekdays.map((value) => element('option', { value }, weekdayNames[value])));
  byId('time-zones').append(...Intl.supportedValuesOf('timeZone').map((value) => element('option', { value })));
  byId('quiet-days-list').append(...quietDayRows());
  const subscriptions = startSubscriptions();

  function choose(chosen: string): void {
    user = chosen;
    form.hidden = true;
    byId('user-state').textContent = 'Reading…';
    subscriptions.show(chosen);
    void open();
  }

  userChoice(userField(), first, choose);
  form.addEventListener('input', showState);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  byId('undo-preferences').addEventListener('click', () => show({}));
  byId('categories').addEventListener('click', ({ target }) => {
    const reset = target instanceof Element ? target.closest<HTMLElement>('[data-reset]')?.dataset.reset : undefined;
    if (reset !== undefined) void send({ categories: { [reset]: null } });
  });
  connection.addEventListener('found', refresh);
  choose(first);
  setInterval(showClock, 10_000);
}

/** Shows the preferences of a user, or those of whom it showed before, as they are now. What is not saved yet stays. */
export function openPreferences(chosen: string = user): void {
  if (chosen === user) {
    refresh();
    return;
  }
  const choice = userField();
  if (![...choice.options].some(({ value }) => value === chosen)) choice.append(element('option', {}, chosen));
  choice.value = chosen;
  choice.dispatchEvent(new Event('change'));
}

function refresh(): void {
  if (button('save-preferences').disabled) void open();
}

async function open(): Promise<void> {
  try {
    await read();
    show({});
    byId('user-state').textContent = '';
  } catch (error) {
    preferencesForm().hidden = true;
    byId('user-state').textContent = error instanceof Error ? error.message : String(error);
  }
}

async function read(): Promise<void> {
  const asked = user;
  const { body, headers } = await call(`GET ${path()}`, { bearer: apiKeys.live });
  if (asked === user) saved = { preferences: body, etag: headers.get('ETag') };
}

/** Fills the form with what is saved, and puts `changes` on top of it. */
function show(changes: Values): void {
  if (saved === undefined) return;
  byId('categories').replaceChildren(...categoryRows(saved.preferences));
  fillPreferences(saved.preferences, changes);
  preferencesForm().hidden = false;
  clearProblems(preferencesForm());
  say('');
  showClock();
  showState();
}

function showState(): void {
  const isChanged = saved !== undefined && Object.keys(readChanges(saved.preferences)).length > 0;
  button('save-preferences').disabled = !isChanged;
  button('undo-preferences').disabled = !isChanged;
}

async function save(): Promise<void> {
  if (saved !== undefined) await send(patchOf(readChanges(saved.preferences), saved.preferences));
}

async function send(patch: PreferencesPatch): Promise<void> {
  clearProblems(preferencesForm());
  say('Saving…');
  try {
    const headers = { ...(saved?.etag && { 'If-Match': saved.etag }) };
    const answer = await call(`PATCH ${path()}`, { bearer: apiKeys.live, headers, body: patch });
    saved = { preferences: answer.body, etag: answer.headers.get('ETag') };
    show({});
    say('Saved. It applies to what is published from now on.');
    users.refresh();
  } catch (error) {
    if (error instanceof Problem && error.status === 412) return await keepChanges(saved);
    fail(error);
  }
}

/** Somebody else was faster: what they chose is shown, and what was chosen here is kept on top of it, not saved. */
async function keepChanges(before: Saved | undefined): Promise<void> {
  if (before === undefined) return;
  const changes = readChanges(before.preferences);
  await read();
  show(changes);
  say(`The preferences of ${user} were changed elsewhere. Your changes are not saved yet: check them, then save.`);
}

function fail(error: unknown): void {
  const places = error instanceof Problem ? error.errors : [];
  const unplaced = showProblems(preferencesForm(), places);
  const message = error instanceof Error ? error.message : String(error);
  say(places.length > 0 && unplaced.length === 0 ? 'Not saved: see above.' : message);
}

function showClock(): void {
  if (saved === undefined) return;
  byId('user-clock').textContent = `It is ${whenIn(new Date(), saved.preferences.timezone)} for ${user}.`;
}

function say(text: string): void {
  byId('preferences-state').textContent = text;
}

function path(): `/v1/users/${string}/preferences` {
  return `/v1/users/${encodeURIComponent(user)}/preferences`;
}

function preferencesForm(): HTMLFormElement {
  return byId('preferences', HTMLFormElement);
}

function userField(): HTMLSelectElement {
  return byId('preferences-user', HTMLSelectElement);
}

function button(id: string): HTMLButtonElement {
  return byId(id, HTMLButtonElement);
}
