import type { BellhopConfig } from 'bellhop/config';

export default {
  stages: {
    dev: {
      domain: 'acme.example',
      fromAddress: 'hello@acme.example',
      fromName: 'Acme',
      mailFromDomain: 'mail.acme.example',
      alarmEmail: 'you@acme.example',
    },
  },
} satisfies BellhopConfig;
