import { frequencyNames } from '../../../contract/digests/frequencies.ts';
import { describeFrequency } from './describe-frequency.ts';

describe.each(frequencyNames())('the %s digest', describeFrequency);

test('there are three of them', () => {
  expect(frequencyNames()).toEqual(['daily', 'weekly', 'monthly']);
});
