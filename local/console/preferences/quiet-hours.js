import { byId, element } from '../elements/element.js';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A row for each day of the week: whether its night is as every other, none, or one of its own. */
export function nightRows() {
  return days.map((day) => {
    const choice = element(
      'select',
      { name: `night.${day}`, 'aria-label': `Quiet hours that start on ${day}` },
      element('option', { value: 'same' }, 'same hours'),
      element('option', { value: 'none' }, 'no quiet hours'),
      element('option', { value: 'own' }, 'other hours'),
    );
    const own = element('span', { class: 'night-own', hidden: true }, time(day, 'start'), ' to ', time(day, 'end'));
    choice.addEventListener('change', () => {
      own.hidden = choice.value !== 'own';
      sayNights();
    });
    return element(
      'div',
      { class: 'night', 'data-pointer': `/quiet_hours/days/${day}` },
      element('span', { class: 'night-day' }, day),
      choice,
      own,
    );
  });
}

/** Opens the list where a day has a night of its own. */
export function fillNights(quietHours) {
  byId('nights').open = Object.keys(quietHours?.days ?? {}).length > 0;
}

/** Says how many days differ, and shows the times of those that have their own. */
export function sayNights() {
  const choices = [...byId('nights-list').querySelectorAll('select')];
  for (const choice of choices) choice.nextElementSibling.hidden = choice.value !== 'own';
  const differ = choices.filter(({ value }) => value !== 'same').length;
  byId('nights-said').textContent = differ === 0 ? 'none' : String(differ);
}

function time(day, edge) {
  return element('input', {
    type: 'time',
    name: `night.${day}.${edge}`,
    'aria-label': `Quiet hours of ${day} ${edge === 'start' ? 'start' : 'end'}`,
  });
}
