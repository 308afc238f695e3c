import { connection, Problem } from '../api/call.ts';
import type { PreferencesPatch } from '../api/types.ts';
import { byId, element } from '../elements/element.ts';
import { clearProblems, showProblems } from '../elements/problems.ts';
import { whenIn } from '../elements/time.ts';
import { startSubscriptions } from '../topics/subscriptions.ts';
import { showAboutUser } from '../users/about-user.ts';
import { isOfTenant } from '../users/of-tenant.ts';
import { userChoice } from '../users/user-choice.ts';
import { users } from '../users/users.ts';
import { categoryHeads, categoryRows } from './category-rows.ts';
import { fillPreferences, readChanges, type Values } from './preferences-form.ts';
import { patchOf } from './preferences-patch.ts';
import { quietDayRows, quietHint } from './quiet-hours.ts';
import { patchPreferences, readPreferences, type Saved } from './saved-preferences.ts';
import { weekdayNames, weekdays } from './weekdays.ts';

let user = '';
let saved: Saved | undefined;

/** Shows what a user has chosen, and changes it as the app's server would. */
export function startPreferences(first: string | undefined): void {
  const form = preferencesForm();
  byId('category-heads').append(...categoryHeads());
  byId('digest-day').append(...weekdays.map((value) => element('option', { value }, weekdayNames[value])));
  byId('time-zones').append(...Intl.supportedValuesOf('timeZone').map((value) => element('option', { value })));
  byId('quiet-days-list').append(...quietDayRows());
  byId('quiet-hint').textContent = quietHint();
  const subscriptions = startSubscriptions();

  function choose(chosen: string): void {
    user = chosen;
    saved = undefined;
    hideForms();
    byId('user-state').textContent = 'Reading…';
    subscriptions.show(chosen);
    if (document.body.dataset.view === 'users') showAboutUser(chosen); // else it is read when it is looked at
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
  if (first !== undefined) choose(first);
  else byId('user-state').textContent = 'Find a user by their id.';
  setInterval(showClock, 10_000);
}

/** Shows the preferences of a user, or those of whom it showed before, as they are now. What is not saved yet stays. */
export function openPreferences(chosen: string = user): void {
  if (chosen === '') return;
  if (chosen === user) {
    showAboutUser(chosen);
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
  const asked = user;
  if (isOfTenant(asked)) {
    byId('user-state').textContent = ''; // what is said of who is no user of the stage is said above
    return;
  }
  try {
    if (!take(await readPreferences(asked))) return;
    show({});
    byId('user-state').textContent = '';
  } catch (error) {
    if (asked !== user) return;
    hideForms();
    byId('user-state').textContent = error instanceof Error ? error.message : String(error);
  }
}

/** Until it is known that there is such a user, nothing of theirs can be changed. */
function hideForms(): void {
  preferencesForm().hidden = true;
  byId('subscriptions-part').hidden = true;
}

/** Keeps an answer. One about a user who is no longer the chosen one is dropped, and the answer is false. */
function take(answer: Saved): boolean {
  if (answer.user !== user) return false;
  saved = answer;
  return true;
}

/** Fills the form with what is saved, and puts `changes` on top of it. */
function show(changes: Values): void {
  if (saved === undefined) return;
  byId('categories').replaceChildren(...categoryRows(saved.preferences));
  fillPreferences(saved.preferences, changes);
  preferencesForm().hidden = false;
  byId('subscriptions-part').hidden = false;
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
  if (saved === undefined) return;
  const before = saved;
  clearProblems(preferencesForm());
  say('Saving…');
  try {
    if (!take(await patchPreferences(before, patch))) return;
    show({});
    say('Saved. It applies to what is published from now on.');
    users.refresh();
  } catch (error) {
    if (before.user !== user) return;
    if (error instanceof Problem && error.status === 412) await keepChanges(before);
    else fail(error);
  }
}

/** Somebody else was faster: what they chose is shown, and what was chosen here is kept on top of it, not saved. */
async function keepChanges(before: Saved): Promise<void> {
  const changes = readChanges(before.preferences);
  if (!take(await readPreferences(before.user))) return;
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

function preferencesForm(): HTMLFormElement {
  return byId('preferences', HTMLFormElement);
}

function userField(): HTMLSelectElement {
  return byId('preferences-user', HTMLSelectElement);
}

function button(id: string): HTMLButtonElement {
  return byId(id, HTMLButtonElement);
}
