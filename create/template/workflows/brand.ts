import type { Brand } from 'bellhop/workflow';

/** How your e-mails look and who they are from. */
export const brand: Brand = {
  name: 'Acme',
  colour: '#0f766e',
  colourOnDark: '#5eead4',
  footer: 'You get this e-mail because you have an account at Acme.',
  unsubscribe: 'Unsubscribe from e-mails like this',
  address: ['Acme', '1 Example Street', 'London N1 1AA'], // yours: many countries ask for it in commercial e-mail
  language: 'en',
  translations: {
    de: {
      footer: 'Sie erhalten diese E-Mail, weil Sie bei Acme ein Konto haben.',
      unsubscribe: 'E-Mails dieser Art abbestellen',
    },
  },
};
