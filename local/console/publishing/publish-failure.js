import { byId, element } from '../elements/element.js';
import { showProblems } from '../elements/problems.js';
import { DataUnreadable } from './publish-form.js';

/** Shows why a publish or its simulation was refused: what is wrong with a field beside it, everything else in a box. */
export function showFailure(form, error, title) {
  if (error instanceof DataUnreadable) {
    showProblems(form, [{ pointer: '/data', detail: error.message }]);
    return;
  }
  const homeless = showProblems(form, error.errors ?? []);
  const box = byId('publish-problem');
  box.replaceChildren(
    element('strong', {}, error.title ?? title),
    element('p', {}, error.message),
    ...homeless.map(({ pointer, detail }) => element('p', {}, element('code', {}, pointer || '/'), ` ${detail}`)),
    element('p', { class: 'hint' }, error.code === undefined ? '' : `${error.status} ${error.code}`),
  );
  box.hidden = false;
}
