import { GetApiCommand } from '@aws-sdk/client-apigatewayv2';
import type { Check } from '../check.ts';
import { notYet, ok } from '../check.ts';
import { deployLine } from '../mending.ts';

/** Which web apps may read inboxes in the browser (CORS). */
export const allowedOrigins: Check = {
  name: 'allowed-origins',
  why: 'Browsers keep a page of any other origin from reading the API.',
  notLocal: 'The local system lets every page of this machine read it.',
  async run({ aws, stack, stage }) {
    const { CorsConfiguration } = await aws.apiGateway.send(new GetApiCommand({ ApiId: (await stack()).output('ApiId') }));
    const origins = CorsConfiguration?.AllowOrigins ?? [];
    if (origins.length > 0) return ok(`${origins.join(', ')}.`);
    return notYet(
      'No origin is allowed: no web app can show an inbox.',
      deployLine(stage, 'allowedOrigins=https://app.example.com'),
    );
  },
};
