import { byId, element } from '../elements/element.ts';
import { describeSchema, type Schema } from './describe-schema.ts';
import { type Description, type Method, methods, type Operation, resolveIn } from './description.ts';

type Placed = Operation & { path: string; method: Method };

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
] as const;

const description: Description = await (await fetch('/v1/openapi.json')).json();
const resolve = resolveIn(description);
const operations = Object.entries(description.paths).flatMap(([path, item]) =>
  methods.flatMap((method): Placed[] => (item[method] === undefined ? [] : [{ path, method, ...item[method] }])),
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
byId('find').addEventListener('input', showFound);
showFound();

function partOf(path: string): string | undefined {
  return parts.find(([, start]) => path.startsWith(start))?.[1];
}

function part(name: string, members: Placed[]): HTMLElement {
  return element('section', { hidden: members.length === 0 }, element('h2', {}, name), ...members.map(drawOperation));
}

/** One operation; what it takes and answers is drawn when it is opened. */
function drawOperation(operation: Placed): HTMLElement {
  const { path, method, summary, operationId } = operation;
  const whole = element(
    'details',
    { class: 'operation', id: operationId, 'data-text': `${method} ${path} ${summary} ${operationId}`.toLowerCase() },
    element(
      'summary',
      {},
      element('span', { class: 'method' }, method.toUpperCase()),
      element('code', {}, path),
      element('span', { class: 'operation-summary' }, summary),
    ),
  );
  whole.addEventListener('toggle', () => {
    if (whole.open && whole.childElementCount === 1) whole.append(drawBody(operation));
  });
  return whole;
}

function drawBody({ description: text, security = [], parameters = [], requestBody, responses }: Operation): HTMLElement {
  const [body] = Object.values(requestBody?.content ?? {});
  return element(
    'div',
    { class: 'operation-body' },
    text !== undefined && element('p', {}, plain(text)),
    element('p', { class: 'hint' }, `Authorization: ${security.flatMap(Object.keys).map(schemeText).join(' or ') || 'none'}`),
    parameters.length > 0 && element('h3', {}, 'Parameters'),
    parameters.length > 0 && element('dl', {}, ...parameters.flatMap((one) => parameterRow(one))),
    body !== undefined && element('h3', {}, 'Body'),
    body !== undefined && schemaBlock(body.schema),
    element('h3', {}, 'Answers'),
    ...Object.entries(responses).map(([status, response]) => answer(status, response)),
  );
}

function schemeText(name: string): string {
  return plain(description.components.securitySchemes?.[name]?.description ?? name);
}

function parameterRow(parameter: NonNullable<Operation['parameters']>[number]): HTMLElement[] {
  const { name, in: place, required, schema, description: text } = resolve(parameter);
  const about = [place, required ? 'required' : 'optional', describeSchema(schema, resolve)].join(', ');
  return [element('dt', {}, element('code', {}, name)), element('dd', {}, about, text !== undefined && `. ${plain(text)}`)];
}

/** A success shows what it answers; a problem says its code in the description. */
function answer(status: string, response: Operation['responses'][string]): HTMLElement {
  const { description: text, content = {} } = resolve(response);
  const [schema] = Object.values(content).map((one) => one.schema);
  const isProblem = Number(status) >= 400;
  return element(
    'div',
    {},
    element('p', {}, element('strong', {}, status), ` ${plain(text)}`),
    !isProblem && schema !== undefined && schemaBlock(schema),
  );
}

function schemaBlock(schema: Schema): HTMLElement {
  return element('pre', { tabindex: '0' }, element('code', {}, describeSchema(schema, resolve))); // it may scroll
}

/** Descriptions are in Markdown, of which they use the marks for code alone. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

/** Shows what holds every word that was typed. */
function showFound(): void {
  const words = byId('find', HTMLInputElement).value.toLowerCase().split(/\s+/);
  let count = 0;
  for (const section of byId('operations').querySelectorAll('section')) {
    for (const one of section.querySelectorAll<HTMLElement>('.operation')) {
      one.hidden = !words.every((word) => one.dataset.text?.includes(word));
      if (!one.hidden) count += 1;
    }
    section.hidden = section.querySelector('.operation:not([hidden])') === null;
  }
  byId('found').textContent = count === 1 ? '1 operation' : `${count} operations`;
}
