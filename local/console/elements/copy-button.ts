import { element, icon } from './element.ts';

const confirmationMs = 1_500;

/** A button that copies what `text()` gives, and says so. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const status = element('span', { class: 'unseen-text', role: 'status' });
  const button = element(
    'button',
    { type: 'button', class: 'icon-button copy', 'aria-label': label, title: label },
    icon('copy'),
    status,
  );
  button.addEventListener('click', async () => {
    const worked = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false, // the browser may refuse; then the text is there to be selected
    );
    button.dataset.copied = worked ? 'yes' : 'no';
    status.textContent = worked ? 'Copied' : 'Could not copy';
    setTimeout(() => {
      delete button.dataset.copied;
      status.textContent = '';
    }, confirmationMs);
  });
  return button;
}
