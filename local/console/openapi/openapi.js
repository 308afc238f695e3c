import { byId, element } from '../elements/element.js';
import { describeSchema } from './describe-schema.js';

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** The parts of the API, by how their paths begin; the first that fits has the operation. */
const parts = [
  ['Notifications', '/v1/notifications'],
  ['Requests', '/v1/requests'],
  ['A user’s own inbox', '/v1/me/notifications'],
  ['A user’s own preferences', '/v1/me/preferences'],
  ['Users', '/v1/users'],
  ['Topics', '/v1/topics'],
  ['Suppressions', '/v1/suppressions'],
  ['Health', '/v1/health'],
  ['Others', '/'],
];

const description = await (await fetch('/v1/openapi.json')).json();
const operations = Object.entries(description.paths).flatMap(([path, item]) =>
  methods.filter((method) => method in item).map((method) => ({ path, method, ...item[method] })),
);

byId('about').textContent = plain(description.info.description);
byId('operations').append(
  ...parts.map(([name, start]) =>
    part(
      name,
      operations.filter(({ path }) => partOf(path) === start),
    ),
  ),
);
byId('find').addEventListener('input', find);
find();

function partOf(path) {
  return parts.find(([, start]) => path.startsWith(start))[1];
}

function part(name, members) {
  return element('section', { hidden: members.length === 0 }, element('h2', {}, name), ...members.map(drawOperation));
}

/** One operation; what it takes and answers is drawn when it is opened. */
function drawOperation(operation) {
  const { path, method, summary, operationId } = operation;
  const whole = element(
    'details',
    { class: 'operation', id: operationId, 'data-text': `${method} ${path} ${summary} ${operationId}`.toLowerCase() },
    element(
      'summary',
      {},
      element('span', { class: 'method' }, method.toUpperCase()),
      element('code', {}, path),
      element('span', { class: 'operation-said' }, summary),
    ),
  );
  whole.addEventListener('toggle', () => {
    if (whole.open && whole.childElementCount === 1) whole.append(drawBody(operation));
  });
  return whole;
}

function drawBody({ description: said, security = [], parameters = [], requestBody, responses }) {
  const taken = Object.values(requestBody?.content ?? {})[0];
  return element(
    'div',
    { class: 'operation-body' },
    said !== undefined && element('p', {}, plain(said)),
    element('p', { class: 'hint' }, `Authorization: ${security.flatMap(Object.keys).map(schemeSays).join(' or ') || 'none'}`),
    parameters.length > 0 && [
      element('h3', {}, 'Parameters'),
      element('dl', {}, ...parameters.map(resolve).flatMap(parameterRow)),
    ],
    taken !== undefined && [element('h3', {}, 'Body'), block(describeSchema(taken.schema, description))],
    element('h3', {}, 'Answers'),
    ...Object.entries(responses).map(([status, response]) => answer(status, resolve(response))),
  );
}

function schemeSays(name) {
  return plain(description.components.securitySchemes?.[name]?.description ?? name);
}

function parameterRow({ name, in: place, required, schema, description: said }) {
  const about = [place, required ? 'required' : 'optional', describeSchema(schema, description)].join(', ');
  return [element('dt', {}, element('code', {}, name)), element('dd', {}, about, said !== undefined && `. ${plain(said)}`)];
}

/** A success shows what it answers; a problem says its code in the description. */
function answer(status, { description: said, content = {} }) {
  const [schema] = Object.values(content).map((one) => one.schema);
  const isProblem = Number(status) >= 400;
  return element(
    'div',
    {},
    element('p', {}, element('strong', {}, status), ` ${plain(said)}`),
    !isProblem && schema !== undefined && block(describeSchema(schema, description)),
  );
}

function block(text) {
  return element('pre', { tabindex: '0' }, element('code', {}, text)); // it may scroll
}

/** Descriptions are in Markdown, of which they use the marks for code alone. */
function plain(text) {
  return text.replaceAll('`', '');
}

function resolve(value) {
  return value.$ref === undefined
    ? value
    : value.$ref
        .split('/')
        .slice(1)
        .reduce((place, name) => place[name], description);
}

/** Shows what holds every word that was typed. */
function find() {
  const words = byId('find').value.toLowerCase().split(/\s+/);
  let count = 0;
  for (const section of byId('operations').children) {
    for (const one of section.querySelectorAll('.operation')) {
      one.hidden = !words.every((word) => one.dataset.text.includes(word));
      if (!one.hidden) count += 1;
    }
    section.hidden = section.querySelector('.operation:not([hidden])') === null;
  }
  byId('found').textContent = count === 1 ? '1 operation' : `${count} operations`;
}
