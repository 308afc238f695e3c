import type { BellhopConfig } from 'bellhop/config';

export default {
  stages: {
    prod: { fromAddress: 'hello@acme.example', smsSenderId: 'Acme', smsCountries: ['GB', 'IE'], smsMonthlyBudgetUsd: 25 },
  },
} satisfies BellhopConfig;
