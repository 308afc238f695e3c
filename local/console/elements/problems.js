import { element } from './element.js';

/** Takes away what `showProblems` showed. */
export function clearProblems(form) {
  for (const box of form.querySelectorAll('.problem-box')) box.hidden = true;
  for (const note of form.querySelectorAll('.problem')) note.remove();
  for (const control of form.querySelectorAll('[aria-invalid]')) {
    control.removeAttribute('aria-invalid');
    control.removeAttribute('aria-describedby');
  }
}

/**
 * Shows each problem next to the control that its pointer means, or the closest around it (`data-pointer`).
 * Answers those that mean nothing in the form.
 */
export function showProblems(form, problems) {
  const homeless = problems.filter((problem) => !showAtPlace(form, problem));
  form.querySelector('[aria-invalid]')?.focus();
  return homeless;
}

function showAtPlace(form, { pointer, detail }) {
  const place = closestPlace(form, pointer);
  if (!place) return false;

  const rest = pointer.slice(place.dataset.pointer.length + 1);
  const id = `problem-${form.querySelectorAll('.problem').length}`;
  place.append(element('p', { class: 'problem', id }, rest === '' ? detail : `${rest}: ${detail}`));
  const control = place.matches('fieldset') ? undefined : place.querySelector('input, select, textarea');
  control?.setAttribute('aria-invalid', 'true');
  control?.setAttribute('aria-describedby', id);
  for (let around = place.closest('details'); around !== null; around = around.parentElement.closest('details'))
    around.open = true;
  return true;
}

/** The visible place whose pointer is the longest beginning of `pointer`. */
function closestPlace(form, pointer) {
  return [...form.querySelectorAll('[data-pointer]')]
    .filter((place) => place.closest('[hidden]') === null && isUnder(pointer, place.dataset.pointer))
    .sort((a, b) => b.dataset.pointer.length - a.dataset.pointer.length)[0];
}

function isUnder(pointer, beginning) {
  return beginning !== '' && (pointer === beginning || pointer.startsWith(`${beginning}/`));
}
