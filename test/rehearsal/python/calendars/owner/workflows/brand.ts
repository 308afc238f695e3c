import type { Brand } from '../../../../../../exports/workflow.ts';

export const brand: Brand = {
  name: 'Müller & Söhne',
  colour: '#0f766e',
  colourOnDark: '#5eead4',
  footer: 'You get this e-mail because we visit you.',
  unsubscribe: 'Unsubscribe from e-mails like this',
  address: ['Müller & Söhne', 'Beispielweg 1', '8000 Zürich'],
  language: 'en',
  translations: {},
};
