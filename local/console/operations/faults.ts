import { ask } from '../api/call.ts';
import type { BodyOf } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { listedChannels } from '../delivery/channels.ts';
import { byId, element } from '../elements/element.ts';
import { namesOf, oneOf } from '../elements/one-of.ts';
import { onSystemState } from './system-state.ts';

type Fault = BodyOf<'PUT /local/faults'>;
type ProviderFault = Exclude<Fault, { service: 'dynamodb' }>;

const providers = listedChannels.flatMap(({ many, providers }) => providers.map((provider) => ({ ...provider, many })));
const services = Object.fromEntries(providers.map(({ name, title, many }) => [name, `${title}, ${many}`])) as Readonly<
  Record<ProviderFault['service'], string>
>;
const faultNames: Record<ProviderFault['fault'], string> = {
  throttle: 'throttle',
  quota: 'quota',
  timeout: 'timeout',
  lost_answer: 'lost answer',
  error: 'error',
  reject: 'reject',
};

/** Shows which faults are scripted, sets another at a provider, clears them. */
export function startFaults(): void {
  const form = byId('faults-form', HTMLFormElement);
  offer(byId('fault-service'), services);
  offer(byId('fault-name'), faultNames);
  onSystemState(({ faults }) => say(faults.map(sentence).join(' · ')));

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void set(form);
  });
  byId('clear-faults').addEventListener('click', () => ask('DELETE /local/faults').catch((error) => say(messageOf(error))));
}

async function set(form: HTMLFormElement): Promise<void> {
  const service = oneOf(services, byId('fault-service', HTMLSelectElement).value);
  const fault = oneOf(faultNames, byId('fault-name', HTMLSelectElement).value);
  if (service === undefined || fault === undefined) return;
  const count = String(new FormData(form).get('count'));
  const body = { service, fault, ...(count !== '' && { count: Number(count) }) };
  await ask('PUT /local/faults', { body }).catch((error) => say(messageOf(error)));
}

function offer(select: HTMLElement, names: Readonly<Record<string, string>>): void {
  select.append(...namesOf(names).map((value) => element('option', { value }, names[value])));
}

function say(text: string): void {
  const state = byId('faults-state');
  if (state.textContent !== text) state.textContent = text;
}

function sentence({ service, fault, count }: Fault): string {
  const calls = count === undefined ? 'until cleared' : count === 1 ? 'for 1 call' : `for ${count} calls`;
  const title = providers.find(({ name }) => name === service)?.title ?? 'DynamoDB';
  return `${title} answers with ${fault.replace('_', ' ')} ${calls}`;
}
