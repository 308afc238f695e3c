import type { Ports } from './ports.ts';

/** The region of everything here; nothing depends on which it is. */
export const localRegion = 'us-east-1';

/** Credentials that no emulator checks, given explicitly so that a developer's real ones are never picked up. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Where each service of the local system is. */
export type Endpoints = { api: string; tables: string; queues: string; providers: string };

/** The addresses that belong to the four ports, by the name that whoever calls has for this machine. */
export function endpointsOf(ports: Ports, hostName = '127.0.0.1'): Endpoints {
  const on = (port: number) => `http://${hostName}:${port}`;
  return { api: on(ports.http), tables: on(ports.tables), queues: on(ports.queues), providers: on(ports.providers) };
}

/** What any AWS SDK client needs to reach an emulator instead of AWS. */
export function clientConfig(endpoint: string) {
  return { endpoint, region: localRegion, credentials: localCredentials };
}

/** The environment that sends whatever a function calls to the emulators, beside what Lambda itself sets. */
export function endpointEnvironment(endpoints: Endpoints): Record<string, string> {
  return {
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.tables,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoints.tables,
    AWS_ENDPOINT_URL_SQS: endpoints.queues,
    AWS_ENDPOINT_URL_SES: endpoints.providers,
    AWS_ENDPOINT_URL_SNS: endpoints.providers,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: endpoints.providers,
    AWS_ENDPOINT_URL_S3: endpoints.providers,
    AWS_ENDPOINT_URL_SSM: endpoints.providers,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.providers,
    AWS_ENDPOINT_URL_SCHEDULER: endpoints.providers,
    TWILIO_ENDPOINT_URL: endpoints.providers,
    RESEND_ENDPOINT_URL: endpoints.providers,
    POSTMARK_ENDPOINT_URL: endpoints.providers,
    SMTP_ENDPOINT_URL: smtpEndpoint(endpoints),
    CHAT_ENDPOINT_URL: endpoints.providers,
    FCM_ENDPOINT_URL: endpoints.providers,
    GOOGLE_TOKEN_URL: `${endpoints.providers}/oauth2/token`,
    APNS_ENDPOINT_URL: endpoints.providers,
  };
}

/** Where the double of an SMTP server is: on the port behind that of the other providers, where a function sends by it. */
export function smtpEndpoint({ providers }: Pick<Endpoints, 'providers'>): string {
  const { hostname, port } = new URL(providers);
  return `smtp://bellhop@${hostname}:${Number(port) + 1}`;
}
