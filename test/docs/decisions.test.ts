import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const folder = 'docs/decisions';
const files = globSync(`${folder}/[0-9]*.md`)
  .map((file) => basename(file))
  .sort();
const index = readFileSync(`${folder}/README.md`, 'utf8');
const lines = index.split('\n').filter((line) => /^\| \[/.test(line));
const line = /^\| \[(?<number>\d{4})\]\((?<file>[\w-]+\.md)\) \| (?<title>.+) \| \d{4}-\d\d-\d\d \| (?<status>.+) \|$/;

function titleOf(file: string): string {
  const [, title = ''] = /^# \d{4}:? (.+)/.exec(readFileSync(`${folder}/${file}`, 'utf8')) ?? [];
  return title;
}

/** What a line must begin with to be about a file. */
function beginningFor(file: string): string {
  return `| [${file.slice(0, 4)}](${file}) | ${titleOf(file)} | `;
}

test('every decision has a line in the index, under its own number and title', () => {
  const missing = files.map(beginningFor).filter((beginning) => !lines.some((each) => each.startsWith(beginning)));

  expect(files.length).toBeGreaterThan(50);
  expect(missing.map((beginning) => `${beginning}<the day, as 2026-11-29> | accepted |`)).toEqual([]);
});

test('the index has one line a decision, in their order, and no other', () => {
  expect(lines.map((each) => line.exec(each)?.groups?.file ?? each)).toEqual(files);
});

test('every decision is listed under one topic, once, by its title', () => {
  const topics = index.slice(index.indexOf('## By topic'), index.indexOf('## By number'));
  const listed = [...topics.matchAll(/\[([^\]]+)\]\((\d{4}-[\w-]+\.md)\)/g)].map(([, title, file]) => `[${title}](${file})`);
  const wanted = files.map((file) => `[${titleOf(file)}](${file})`);

  expect(wanted.filter((each) => !listed.includes(each))).toEqual([]);
  expect(listed.toSorted()).toEqual(wanted.toSorted());
});

test('a number is given once', () => {
  const numbers = files.map((file) => file.slice(0, 4));

  expect(numbers.filter((number, place) => numbers.indexOf(number) !== place)).toEqual([]);
});

test('every status is one of the three, and what supersedes or changes a decision is a later one', () => {
  for (const each of lines) {
    const { number = '', status = '' } = line.exec(each)?.groups ?? {};
    const later = [...status.matchAll(/\[(\d{4})\]\(([\w-]+\.md)\)/g)];

    expect(status).toMatch(/^(accepted|accepted; \[.+ changes .+|superseded by \[.+)$/);
    expect(later.map(([, , file = '']) => file).filter((file) => !files.includes(file))).toEqual([]);
    expect(later.filter(([, by = '', file = '']) => !file.startsWith(by) || by <= number)).toEqual([]);
    expect(status === 'accepted' || later.length > 0).toBe(true);
  }
});
