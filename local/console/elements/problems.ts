import type { ProblemPlace } from '../api/types.ts';
import { element } from './element.ts';

/** Takes away what `showProblems` showed. */
export function clearProblems(form: HTMLFormElement): void {
  for (const box of form.querySelectorAll<HTMLElement>('.problem-box')) box.hidden = true;
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
export function showProblems<Shown extends ProblemPlace>(form: HTMLFormElement, problems: readonly Shown[]): Shown[] {
  const unplaced = problems.filter((problem) => !showAtPlace(form, problem));
  form.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  return unplaced;
}

function showAtPlace(form: HTMLFormElement, { pointer, detail }: ProblemPlace): boolean {
  const place = closestPlace(form, pointer);
  if (place === undefined) return false;

  const rest = pointer.slice(pointerOf(place).length + 1);
  const id = `problem-${form.querySelectorAll('.problem').length}`;
  place.append(element('p', { class: 'problem', id }, rest === '' ? detail : `${rest}: ${detail}`));
  const control = place.matches('fieldset') ? undefined : place.querySelector('input, select, textarea');
  control?.setAttribute('aria-invalid', 'true');
  control?.setAttribute('aria-describedby', id);
  for (let around = place.closest('details'); around !== null; around = around.parentElement?.closest('details') ?? null)
    around.open = true;
  return true;
}

/** The visible place whose pointer is the longest beginning of `pointer`. */
function closestPlace(form: HTMLFormElement, pointer: string): HTMLElement | undefined {
  return [...form.querySelectorAll<HTMLElement>('[data-pointer]')]
    .filter((place) => place.closest('[hidden]') === null && isUnder(pointer, pointerOf(place)))
    .sort((a, b) => pointerOf(b).length - pointerOf(a).length)[0];
}

function pointerOf(place: HTMLElement): string {
  return place.dataset.pointer ?? '';
}

function isUnder(pointer: string, beginning: string): boolean {
  return beginning !== '' && (pointer === beginning || pointer.startsWith(`${beginning}/`));
}
