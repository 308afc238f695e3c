import type { Brand } from 'bellhop/workflow';

export const brand: Brand = {
  name: 'Acme',
  colour: '#0f766e',
  colourOnDark: '#5eead4',
  footer: 'You get this e-mail because you are a customer of Acme.',
  unsubscribe: 'Unsubscribe from e-mails like this',
  address: ['Acme GmbH', 'Beispielweg 1', '8000 Zürich'],
  language: 'en',
  translations: {},
};
