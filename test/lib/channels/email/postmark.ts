import * as z from 'zod';
import { emailProviders } from '../../../../contract/channels/email/providers.ts';
import type { ProviderDefinition } from '../../../../contract/channels/provider-definition.ts';

/** A second provider of e-mail, which tells by HTTP what became of one: what the list of them gets in a test. */
const postmark: ProviderDefinition = {
  title: 'Postmark',
  unitsPerSecond: 10,
  receiptsByHttp: true,
  environment: { POSTMARK_TOKEN_PARAMETER: z.string().startsWith('/') },
};

Object.assign(emailProviders, { postmark }); // before the modules whose schemas are made from the list
