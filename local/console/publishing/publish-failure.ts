import { Problem } from '../api/call.ts';
import { byId, element } from '../elements/element.ts';
import { showProblems } from '../elements/problems.ts';
import { DataUnreadable } from './publish-form.ts';

/** Shows why a publish or its dry run was refused: what is wrong with a field beside it, everything else in a box. */
export function showFailure(form: HTMLFormElement, error: unknown, title: string): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DataUnreadable) {
    showProblems(form, [{ pointer: '/data', detail: message }]);
    return;
  }
  const problem = error instanceof Problem ? error : undefined;
  const unplaced = showProblems(form, problem?.errors ?? []);
  const box = byId('publish-problem');
  box.replaceChildren(
    element('strong', {}, problem?.title ?? title),
    element('p', {}, message),
    ...unplaced.map(({ pointer, detail }) => element('p', {}, element('code', {}, pointer || '/'), ` ${detail}`)),
    element('p', { class: 'hint' }, problem?.code !== undefined && `${problem.status} ${problem.code}`),
  );
  box.hidden = false;
}
