/** Makes a group of buttons a choice of one; calls `choose` with the value that is chosen. */
export function makeTabs(group, choose) {
  group.addEventListener('click', ({ target }) => {
    const chosen = target.closest('button');
    if (!chosen || chosen.getAttribute('aria-pressed') === 'true') return;
    for (const tab of group.querySelectorAll('button')) tab.setAttribute('aria-pressed', String(tab === chosen));
    choose(chosen.value);
  });
}
