import { longStepOf } from '../../../core/schedules/rules/cron-values.ts';
import { readCrontab } from '../../../core/schedules/rules/crontab.ts';

test.each([
  ['0 9 * * *', 'cron(0 9 * * ? *)'],
  ['*/15 * * * *', 'cron(0,15,30,45 * * * ? *)'],
  ['0 9 * * 1-5', 'cron(0 9 ? * MON,TUE,WED,THU,FRI *)'],
  ['0 9 * * mon-fri', 'cron(0 9 ? * MON,TUE,WED,THU,FRI *)'],
  ['0 9 * * 0', 'cron(0 9 ? * SUN *)'],
  ['0 9 * * 7', 'cron(0 9 ? * SUN *)'],
  ['0 9 * * 5-7', 'cron(0 9 ? * SUN,FRI,SAT *)'],
  ['0 9 * * */2', 'cron(0 9 ? * SUN,TUE,THU,SAT *)'],
  ['30 6,18 1,15 */3 *', 'cron(30 6,18 1,15 1,4,7,10 ? *)'],
  ['10-50/20 8-10 * jan,JUL *', 'cron(10,30,50 8-10 * 1,7 ? *)'],
  [' 0  0 29 2  * ', 'cron(0 0 29 2 ? *)'],
])('the crontab "%s" is %s at AWS', (cron, expression) => {
  expect(readCrontab(cron)).toMatchObject({ outcome: 'read', expression });
});

test.each([
  ['0 9 13 * 5', 'has a day of month and a day of week, which means either of them: make two schedules'],
  ['60 * * * *', '"60" is no minute'],
  ['* 24 * * *', '"24" is no hour'],
  ['* * 0 * *', '"0" is no day of month'],
  ['* * * foo *', '"foo" is no month'],
  ['* * * * 8', '"8" is no day of week'],
  ['30-10 * * * *', '"30-10" is no minute'],
  ['*/0 * * * *', '"*/0" is no minute'],
  ['5/10 * * * *', '"5/10" is no minute'],
  ['1-2-3 * * * *', '"1-2-3" is no minute'],
  ['0 0 L * *', '"L" is no day of month'],
])('"%s" is refused: %s', (cron, detail) => {
  expect(readCrontab(cron)).toEqual({ outcome: 'refused', detail });
});

test.each([
  ['*/61 * * * *', '"*/61" has a step that is longer than the field minute'],
  ['*/99999999999999999999 * * * *', '"*/99999999999999999999" has a step that is longer than the field minute'],
  ['0 0,1-9/25 * * *', '"1-9/25" has a step that is longer than the field hour'],
  ['0 9 */32 * *', '"*/32" has a step that is longer than the field day of month'],
  ['0 9 1 */13 *', '"*/13" has a step that is longer than the field month'],
  ['0 9 * * */8', '"*/8" has a step that is longer than the field day of week'],
  ['*/60 */24 */31 */12 *', undefined],
  ['0 9 * * */7', undefined],
])('the step of "%s": %s', (cron, detail) => {
  expect(longStepOf(cron)).toBe(detail);
});
