import { element, icon } from './element.js';

const thanksMs = 1_500;

/** A button that copies what `text()` gives, and says so. */
export function copyButton(label, text) {
  const said = element('span', { class: 'unseen-text', role: 'status' });
  const button = element(
    'button',
    { type: 'button', class: 'icon-button copy', 'aria-label': label, title: label },
    icon('copy'),
    said,
  );
  button.addEventListener('click', async () => {
    const worked = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false, // the browser may refuse; then the text is there to be selected
    );
    button.dataset.copied = worked ? 'yes' : 'no';
    said.textContent = worked ? 'Copied' : 'Could not copy';
    setTimeout(() => {
      delete button.dataset.copied;
      said.textContent = '';
    }, thanksMs);
  });
  return button;
}
