import { apiKeys, ask } from '../api/call.js';
import { byId, element } from '../elements/element.js';
import { clearProblems, showProblems } from '../elements/problems.js';
import { showFailure } from '../publishing/publish-failure.js';
import { readPublishForm } from '../publishing/publish-form.js';
import { nameRecipients } from '../publishing/recipients.js';
import { subscribersOf } from '../topics/topics.js';
import { simulatedChannel, writeCost } from './dry-run-channel.js';

const mostRecipients = 100; // of one call

/** Brings the button beside "Publish" to life: it tells what would happen, and nothing does. */
export function startSimulating(form) {
  byId('simulated').replaceChildren(
    element(
      'p',
      { class: 'empty' },
      'Fill in the form and press Simulate: for each person and channel you see what would happen, when, why, in which words and at what cost. Nothing is sent.',
    ),
  );
  byId('simulate-button').addEventListener('click', () => simulate(form));
}

async function simulate(form) {
  const button = byId('simulate-button');
  if (button.ariaBusy === 'true') return;
  clearProblems(form);
  nameRecipients();
  button.ariaBusy = 'true';
  try {
    const { request, key } = readPublishForm();
    const answer = await ask('POST', '/v1/notifications/simulate', { bearer: apiKeys[key], body: toPeople(request) });
    showProblems(form, answer.refused);
    show(answer, request);
    location.hash = '#simulation';
    if (!button.checkVisibility()) byId('simulation').focus(); // on a narrow screen the form is gone
  } catch (error) {
    showFailure(form, error, 'Could not simulate');
  } finally {
    button.ariaBusy = 'false';
  }
}

/** What is simulated is for people: a topic's subscribers in its place. A key to cancel by changes nothing. */
function toPeople({ topic, cancellation_key: _key, ...request }) {
  return topic === undefined ? request : { ...request, recipients: subscribersOf(topic).slice(0, mostRecipients) };
}

function show({ data, refused }, { workflow }) {
  const cost = data.flatMap(({ channels }) => channels).reduce((sum, { cost_usd }) => sum + cost_usd, 0);
  byId('simulation-sum').textContent =
    `${workflow} · ${data.length === 1 ? '1 person' : `${data.length} people`} · ${writeCost(cost)}`;
  byId('simulated').replaceChildren(
    ...data.map((person, place) => simulatedPerson(person, place)),
    ...refused.map(({ user, pointer, detail }) => element('p', { class: 'refused' }, `${user ?? pointer} is refused: ${detail}`)),
  );
}

function simulatedPerson({ user, timezone, channels }, place) {
  return element(
    'section',
    { class: 'simulated' },
    element(
      'header',
      { class: 'simulated-head' },
      element('h3', {}, element('a', { href: `#people/${encodeURIComponent(user)}` }, user)),
      element('p', { class: 'hint' }, timezone),
    ),
    element(
      'div',
      { class: 'simulated-channels' },
      ...channels.map((channel) => simulatedChannel(channel, { isOpen: place === 0 })),
    ),
  );
}
