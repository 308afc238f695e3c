import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askOrder } from '../../../bin/operator/new-workflow/ask-order.ts';
import { newWorkflow, refuseExisting } from '../../../bin/operator/new-workflow/new-workflow.ts';
import { readPayload } from '../../../bin/operator/new-workflow/payload-field.ts';
import { checkWorkflows } from '../../../lib/workflows/check-workflows.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

const project = join(import.meta.dirname, '../../..');
const everyKind =
  'title, body:lines, notes:lines?, amount:number, seats:number?, due_at:time?, url:link?, other:link, mail:email, tel:phone?, is_new:flag, is_old:flag?';
const longest = 'a_name_of_24_characters_, a_link_of_24_characters_:link, a_time_of_24_characters_:time?';

/** Orders that between them have every kind of field, and the longest names that there may be. */
const orders: Record<string, object> = {
  'order-shipped': {},
  import: { priority: 'high', required: true, payload: readPayload(everyKind) }, // a word of the language
  'none-at-all': { priority: 'urgent', payload: [] },
  [`a${'-word'.repeat(12)}`]: { priority: 'high', payload: readPayload(longest) },
  // what its e-mail is handed, what that imports, and what no module may declare
  data: {},
  'write-number': { priority: 'low', payload: readPayload('total:number') },
  eval: { payload: [] },
};
const nobody = { isTerminal: false, ask: async () => '' };

async function write(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const [key, options] of Object.entries(orders)) files.push(...newWorkflow(folder, await askOrder(key, options, nobody)));
  return files;
}

/** A folder of an owner's own, with no workflow yet. */
function emptyFolder(): string {
  const folder = join(scratchFolder(), 'workflows');
  mkdirSync(folder);
  cpSync(join(project, 'workflows/brand.ts'), join(folder, 'brand.ts'));
  const files = {
    'index.ts': 'export const workflows = [] as const;\n',
    'emails.ts':
      "import type { EmailsOf } from 'bellhop/email';\nimport type { workflows } from './index.ts';\n\nexport const emails: EmailsOf<typeof workflows> = {};\n",
    '../tsconfig.json': JSON.stringify({ extends: `${project}/tsconfig.workflows.json`, include: ['workflows'] }),
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

function run(program: string, args: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(project, program), ...args], { encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}

describe('what is written into a folder of the owner, and into that of the project', () => {
  const folders = { own: emptyFolder(), ours: join(scratchFolder(), 'workflows') };
  beforeAll(async () => {
    cpSync(join(project, 'workflows'), folders.ours, { recursive: true });
    await write(folders.own);
    await write(folders.ours);
  });

  test('can be deployed as it is', async () => {
    expect((await checkWorkflows(folders.own, scratchFolder())).map(({ key }) => key).sort()).toEqual(Object.keys(orders).sort());
  });

  test('compiles', () => {
    const found = run('node_modules/typescript7/bin/tsc', ['-p', dirname(folders.own), '--singleThreaded']);

    expect(found).toBe('');
  });

  test('is formatted, sorted and clean', () => {
    const place = scratchFolder(); // beside the project: with its file of settings Biome reads all of the project, for half a minute
    cpSync(join(project, 'biome.json'), join(place, 'biome.json'));
    cpSync(folders.own, join(place, 'own'), { recursive: true });
    for (const file of ['index.ts', 'emails.ts']) cpSync(join(folders.ours, file), join(place, file)); // the rest of ours is checked where it lies
    const options = ['--error-on-warnings', '--vcs-enabled=false', `--config-path=${place}`];

    expect(run('node_modules/@biomejs/biome/bin/biome', ['check', ...options, place])).toBe('');
  });

  test('leaves all else in the lists as it was', () => {
    const added = (file: string) => {
      const before = new Set(readFileSync(join(project, 'workflows', file), 'utf8').split('\n'));
      return readFileSync(join(folders.ours, file), 'utf8')
        .split('\n')
        .filter((line) => !before.has(line));
    };

    expect(added('emails.ts')).toHaveLength(2 * Object.keys(orders).length);
    expect(added('index.ts').filter((line) => !line.startsWith('import'))).toEqual([
      'export const workflows = [',
      ...['aWordWordWordWordWordWordWordWordWordWordWordWord', 'dataWorkflow', 'evalWorkflow', 'importWorkflow', 'message'].map(
        (name) => `  ${name},`,
      ),
      ...['noneAtAll', 'orderShipped', 'repairApproved', 'repairAssigned', 'repairCommented', 'writeNumberWorkflow'].map(
        (name) => `  ${name},`,
      ),
      '] as const;',
    ]);
  });
});

test('a workflow that is there is never written over', () => {
  const folder = emptyFolder();
  const order = { key: 'news', category: 'general', priority: 'low', isRequired: false, payload: [] } as const;
  const [file = ''] = newWorkflow(folder, order);
  writeFileSync(file, 'mine');

  expect(() => refuseExisting(folder, 'news')).toThrow('is there already');
  expect(() => newWorkflow(folder, order)).toThrow('is there already');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test.each([
  ['export const workflows = made();\n', 'index.ts has no "export const workflows = [ … ] as const"'],
  ['export const workflows = [news] as const;\n', 'index.ts has "news" already'],
])('nothing is written when the list is %j', (index, message) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'index.ts'), index);

  const order = { key: 'news', category: 'general', priority: 'low', isRequired: false, payload: [] } as const;
  expect(() => newWorkflow(folder, order)).toThrow(message);
  expect(() => refuseExisting(folder, 'news')).not.toThrow();
});

test.each([
  ['[\n  b, // the first\n]', '[\n  b, // the first\n  news,\n]'],
  ['[\n  b, // the first\n  // of sales\n  sold,\n]', '[\n  b, // the first\n  news,\n  // of sales\n  sold,\n]'],
  ['[\n  // none yet\n]', '[\n  // none yet\n  news,\n]'],
  ['[b /* the first */, /* of sales */ sold]', '[b /* the first */, news, /* of sales */ sold]'],
  ['[/* more to come */]', '[/* more to come */ news]'],
  ['[...others, b,]', '[...others, b, news]'],
])('of a list written as %j all stays', (list, longer) => {
  const folder = emptyFolder();
  const before = "import { b } from './b/workflow.ts';\n";
  const index = (written: string) => `\n// all of them\nexport const workflows = ${written} as const;\n`;
  writeFileSync(join(folder, 'index.ts'), `${before}${index(list)}`);

  newWorkflow(folder, { key: 'news', category: 'general', priority: 'low', isRequired: false, payload: [] });

  const news = "import { news } from './news/workflow.ts';\n";
  expect(readFileSync(join(folder, 'index.ts'), 'utf8')).toBe(`${before}${news}${index(longer)}`);
});

test('what was not typed is asked, and asked again until it can be read', async () => {
  const asked: string[] = [];
  const answers = ['Billing!', 'billing', '', 'perhaps', 'yes', 'x:y', 'number, link:link'];
  const ask = async (question: string) => {
    asked.push(question);
    return answers.shift() ?? '';
  };

  const order = await askOrder('invoice-due', {}, { isTerminal: true, ask });

  expect(order).toEqual({
    key: 'invoice-due',
    category: 'billing',
    priority: 'normal',
    isRequired: true,
    payload: readPayload('number, link:link'),
  });
  expect(asked).toHaveLength(7);
  expect(asked[1]).toContain('must be lower-case words joined by "_" or "-"');
});

test('whoever gives flags, or wants JSON, is asked nothing', async () => {
  const ask = () => Promise.reject(new Error('asked'));
  const given = { category: 'billing', priority: 'high', required: false, payload: [] } as const;

  expect(await askOrder('x', given, { isTerminal: true, ask })).toMatchObject({ category: 'billing', isRequired: false });
  expect(await askOrder('x', { json: true }, { isTerminal: true, ask })).toMatchObject({
    category: 'general',
    priority: 'normal',
  });
});

test.each([
  ['a:text, a:link', '"a" is there twice'],
  ['Due', '"Due" is no field'],
  ['', '"" is no field'],
  ['due:constructor', '"constructor" is no kind of field'],
])('the payload %j is refused', (typed, message) => {
  expect(() => readPayload(typed)).toThrow(message);
});
