import { apiKeys, ask } from '../api/call.ts';
import { type BodyOf, dryRun } from '../api/calls.ts';
import type { DryRunAnswer, PublishRequest } from '../api/types.ts';
import { describeAudience, foreseeAudience } from '../broadcasts/count-first.ts';
import { count } from '../elements/count.ts';
import { byId, element } from '../elements/element.ts';
import { clearProblems, showProblems } from '../elements/problems.ts';
import { showFailure } from '../publishing/publish-failure.ts';
import { type Publish, readPublishForm } from '../publishing/publish-form.ts';
import { nameRecipients } from '../publishing/recipients.ts';
import { linkToUser } from '../route.ts';
import { subscribersOf } from '../topics/topics.ts';
import { dryRunChannel, writeCost } from './dry-run-channel.ts';

const mostRecipients = 100; // of one call

/** Brings the button beside "Publish" to life: it tells what would happen, and nothing does. */
export function startDryRuns(form: HTMLFormElement): void {
  byId('dry-run-users').replaceChildren(
    element(
      'p',
      { class: 'empty' },
      'Fill in the form and press Dry run: for each user and channel you see what would happen, when, why, in which words and at what cost. Nothing is sent.',
    ),
  );
  byId('dry-run-button').addEventListener('click', () => run(form));
}

async function run(form: HTMLFormElement): Promise<void> {
  const button = byId('dry-run-button');
  if (button.ariaBusy === 'true') return;
  clearProblems(form);
  nameRecipients();
  button.ariaBusy = 'true';
  try {
    const { request, key } = readPublishForm();
    const { answer, whom } = await foresee(request, key);
    showProblems(form, answer.refused);
    show(answer, request.workflow, whom);
    location.hash = '#dry-run';
    if (!button.checkVisibility()) byId('dry-run').focus(); // on a narrow screen the form is gone
  } catch (error) {
    showFailure(form, error, 'Could not do the dry run');
  } finally {
    button.ariaBusy = 'false';
  }
}

/** What would happen, and to how many: for a broadcast all are counted, and its first users are foreseen. */
async function foresee(request: PublishRequest, key: Publish['key']): Promise<{ answer: DryRunAnswer; whom: string }> {
  const { topic: _topic, cancellation_key: _key, recipients: _recipients, ...broadcast } = request;
  if (request.audience !== undefined) {
    const { answer, audience } = await foreseeAudience({ request: broadcast, key });
    return { answer, whom: `${describeAudience(audience)}, the first of them` };
  }
  const answer = await ask(dryRun, { bearer: apiKeys[key], body: toUsers(request) });
  return { answer, whom: count(answer.data.length, 'user') };
}

/** A dry run is for users: a topic's subscribers in its place. A key to cancel by changes nothing. */
function toUsers({ topic, cancellation_key: _key, recipients = [], ...request }: PublishRequest): BodyOf<typeof dryRun> {
  return { ...request, recipients: topic === undefined ? recipients : subscribersOf(topic).slice(0, mostRecipients) };
}

function show({ data, refused }: DryRunAnswer, workflow: string, whom: string): void {
  const cost = data.flatMap(({ channels }) => channels).reduce((sum, { cost_usd }) => sum + cost_usd, 0);
  byId('dry-run-summary').textContent = `${workflow} · ${whom} · ${writeCost(cost)}`;
  byId('dry-run-users').replaceChildren(
    ...data.map((user, place) => dryRunUser(user, { isOpen: place === 0 })),
    ...refused.map(({ user, pointer, detail }) => element('p', { class: 'refused' }, `${user ?? pointer} is refused: ${detail}`)),
  );
}

function dryRunUser(
  { user, timezone, variant, variant_because, channels }: DryRunAnswer['data'][number],
  { isOpen }: { isOpen: boolean },
): HTMLElement {
  return element(
    'section',
    { class: 'dry-run-user' },
    element(
      'header',
      { class: 'dry-run-head' },
      element('h3', {}, element('a', { href: linkToUser(user) }, user)),
      element('p', { class: 'hint' }, timezone),
    ),
    variant_because !== undefined && element('p', { class: 'hint' }, `Variant "${variant}": ${variant_because}.`),
    element('div', { class: 'dry-run-channels' }, ...channels.map((channel) => dryRunChannel(channel, { isOpen }))),
  );
}
