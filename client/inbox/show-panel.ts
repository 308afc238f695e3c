/** On a screen this small the panel covers all of it. */
const smallScreen = '(max-width: 480px), (max-height: 400px)';

/**
 * Shows the panel: over all of a small screen, where nothing behind it can be reached; else beside the bell, in the top layer where
 * the browser can anchor it there, so that nothing on the page cuts it off.
 */
export function showPanel(panel: HTMLDialogElement): void {
  if (isShown(panel)) return;
  if (matchMedia(smallScreen).matches) {
    panel.popover = null;
    panel.showModal();
  } else if (CSS.supports('anchor-name', '--a')) {
    panel.popover = 'manual';
    panel.showPopover();
  } else panel.show();
  panel.focus();
}

/** Hides the panel, however it was shown. */
export function hidePanel(panel: HTMLDialogElement): void {
  if (panel.open) panel.close();
  else if (isShown(panel)) panel.hidePopover();
}

/** Whether the panel is on the screen. */
export function isShown(panel: HTMLDialogElement): boolean {
  return panel.matches('[open], :popover-open');
}
