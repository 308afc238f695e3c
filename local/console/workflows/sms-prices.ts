import { apiKeys, ask } from '../api/call.ts';
import { type BodyOf, dryRun } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import type { DryRunChannel } from '../api/types.ts';
import { writeCost } from '../dry-run/dry-run-channel.ts';
import { element } from '../elements/element.ts';

/** A number of each of these countries, as they are written there for a phone that is carried; nobody is sent anything. */
const numbers: Readonly<Record<string, string>> = {
  US: '+12025550123',
  CA: '+15062345678',
  GB: '+447400123456',
  IE: '+353850123456',
  DE: '+4915123456789',
  AT: '+43664123456',
  CH: '+41781234567',
  FR: '+33612345678',
  ES: '+34612345678',
  IT: '+393123456789',
  NL: '+31612345678',
  PL: '+48512345678',
  SE: '+46701234567',
  BR: '+5511961234567',
  IN: '+918123456789',
  JP: '+819012345678',
  AU: '+61412345678',
  ZA: '+27711234567',
};

type Request = Omit<BodyOf<typeof dryRun>, 'recipients' | 'channels'>;
const columns = ['Country', 'Parts', 'Price'];

/** Draws what an SMS takes in each of some countries; asked for once somebody wants to see it. `locale` is who reads it. */
export function smsPrices(request: Request, locale: string): HTMLElement {
  const body = element('div', {}, element('p', { class: 'hint' }, 'Reading…'));
  const whole = element('details', { class: 'sms-prices' }, element('summary', {}, 'Parts and price by country'), body);
  let isAsked = false;
  whole.addEventListener('toggle', async () => {
    if (isAsked || !whole.open) return;
    isAsked = true;
    const shown = await read(request, locale).then(table, (error: unknown) =>
      element('p', { class: 'state wrong' }, messageOf(error)),
    );
    body.replaceChildren(shown);
  });
  return whole;
}

type Row = { country: string; sms: DryRunChannel | undefined };

async function read(request: Request, locale: string): Promise<Row[]> {
  const countries = Object.keys(numbers);
  const recipients = countries.map((country) => ({
    id: `preview-${country}`,
    phone: numbers[country] ?? '',
    ...(locale !== '' && { locale }),
  }));
  const { data } = await ask(dryRun, { bearer: apiKeys.live, body: { ...request, recipients, channels: ['sms'] } });
  return countries.map((country) => ({
    country,
    sms: data.find(({ user }) => user === `preview-${country}`)?.channels.find(({ channel }) => channel === 'sms'),
  }));
}

function table(rows: Row[]): HTMLElement {
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name)))),
    element('tbody', {}, ...rows.map(row)),
  );
}

function row({ country, sms }: Row): HTMLElement {
  const name = new Intl.DisplayNames(['en'], { type: 'region' }).of(country) ?? country;
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', {}, `${sms?.copy.sms?.segments ?? '–'}`),
    element('td', {}, priceOf(sms)),
  );
}

function priceOf(sms: DryRunChannel | undefined): string {
  if (sms === undefined) return 'not known';
  if (sms.reason === 'country_blocked') return 'not allowed by smsCountries';
  if (sms.turned_down !== undefined) return sms.turned_down.because;
  if (sms.decision === 'skip') return sms.because;
  return sms.price_unknown ? 'no price known' : writeCost(sms.cost_usd);
}
