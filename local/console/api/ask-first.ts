import { byId, find } from '../elements/element.ts';
import { beforeWrites } from './call.ts';
import { stage } from './stage.ts';
import { describeWrite } from './write-words.ts';

/** Has every call that changes a deployed stage asked about first, in words; the local system is changed at once. */
export function startAskingFirst(): void {
  if (stage.is_local) return;
  beforeWrites((operation, body) => askFirst(describeWrite(operation, body)));
}

let last: Promise<unknown> = Promise.resolve();

/** Asks one question at a time. Answers whether it may go on; closing the question is a no. */
export function askFirst(what: string): Promise<boolean> {
  const answer = last.then(() => show(what));
  last = answer;
  return answer;
}

function show(what: string): Promise<boolean> {
  const dialog = byId('ask-first', HTMLDialogElement);
  byId('ask-first-what').textContent = what;
  byId('ask-first-where').textContent = `This is the stage ${stage.name}${whereOf()}. It changes at once.`;
  find(dialog, '[value="yes"]').textContent = `Yes, in ${stage.name}`;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true });
  });
}

function whereOf(): string {
  const place = [stage.account && `account ${stage.account}`, stage.region].filter(Boolean).join(', ');
  return place === '' ? '' : ` (${place})`;
}
