import { awsFaults } from './aws-cli.ts';
import { pasteFaults, unportableOptions } from './portable.ts';

test.each([
  ['date', '-u', '+%F'],
  ['sort', '-rn'],
  ['head', '-5'],
  ['head', '-n5'],
  ['tail', '-n', '+2'],
  ['grep', '-oE', '[a-z]+'],
  ['cut', '-d-', '-f1'],
  ['xargs', '-0', '-n1', 'echo', 'x'],
  ['sed', '-e', 's/-i/x/'],
])('%s %s is known on Linux and on macOS', (...argv) => {
  expect(unportableOptions(argv)).toEqual([]);
});

test.each([
  ['date', '-d', '-1 day'],
  ['date', '-v-1d'],
  ['sed', '-i', 's/a/b/'],
  ['grep', '-oP', 'x'],
  ['sort', '-V'],
  ['xargs', '-r', 'echo'],
  ['xargs', '-0r', 'echo'],
  ['ls', '--color'],
])('%s %s is not', (...argv) => {
  expect(unportableOptions(argv)).toHaveLength(1);
});

test.each([
  ['npm start   # the whole system', 1],
  ['# first\nnpm start', 1],
  ['curl http://127.0.0.1/x?a=1', 1],
  ['npm run bellhop -- keys revoke …', 1],
  [`curl 'http://127.0.0.1/x?a=1' -d '{"a": [1]} # no comment'`, 0],
  ['echo "$(queue "$1") a#b"', 0],
])('%s has %d faults when it is pasted', (text, count) => {
  expect(pasteFaults(text)).toHaveLength(count);
});

test.each([
  [['sqs', 'purge-queue', '--queue-url', 'https://x'], []],
  [['sqs', 'purge-queue'], ['--queue-url is missing']],
  [
    ['sqs', 'purge-queue', '--queue-url', '--output', 'text'],
    ['--queue-url needs a value', '--queue-url is missing'],
  ],
  [['sqs', 'purge-queue', '--queue-url', ''], ['--queue-url is empty']],
  [
    ['sqs', 'purge-queue', '--queue', 'https://x'],
    ['--queue is no option of it', '--queue-url is missing'],
  ],
  [['sqs', 'purge-queue', '--queue-url', 'a', 'b'], ['takes 0 arguments without a name, and got 1']],
  [['sqs', 'purge-the-queue'], [expect.stringContaining('knows no "aws sqs purge-the-queue"')]],
  [['ses', 'get-send-quota', '--query', 'MaxSendRate'], []],
  [['ses', 'get-send-quota', '--query', 'MaxRate'], ['--query MaxRate finds nothing']],
  [['ses', 'get-send-quota', '--query', '[MaxSendRate, MaxRate]'], ['--query [MaxSendRate, MaxRate] finds nothing']],
  [['ses', 'get-send-quota', '--query', 'MaxSendRate['], [expect.stringMatching(/^--query MaxSendRate\[: /)]],
  [
    [
      'cloudformation',
      'list-stack-resources',
      '--stack-name',
      's',
      '--query',
      "StackResourceSummaries[?ResourceType=='x'].LogicalId",
    ],
    [expect.stringContaining('finds nothing')],
  ],
  [['sqs', 'get-queue-attributes', '--queue-url', 'u', '--attribute-names', 'All', '--query', 'Attributes.[Anything]'], []],
])('aws %j', (argv, faults) => {
  expect(awsFaults(argv)).toEqual(faults);
});
