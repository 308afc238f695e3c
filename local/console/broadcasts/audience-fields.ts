import type { PublishRequest } from '../api/types.ts';
import { byId, element } from '../elements/element.ts';

type Condition = NonNullable<NonNullable<PublishRequest['audience']>['where']>;
type Comparison = 'equals' | 'in' | 'at_least' | 'at_most' | 'exists';

const comparisons: Readonly<Record<Comparison, string>> = {
  equals: 'is',
  in: 'is one of (a, b)',
  at_least: 'is at least',
  at_most: 'is at most',
  exists: 'is there',
};

/** Offers what a condition may say; one of several parts is made by the API and the command line alone. */
export function offerComparisons(): void {
  const options = Object.entries(comparisons).map(([value, text]) => element('option', { value }, text));
  byId('audience-comparison').append(...options);
}

/** Whom a broadcast goes to, and how fast: all users, or those of whom the condition in the fields holds. */
export function readAudienceFields(): Pick<PublishRequest, 'audience' | 'rate_per_minute'> {
  const attribute = fieldText('attribute');
  const rate = fieldText('rate');
  return {
    audience: attribute === '' ? { all: true } : { where: readCondition(attribute) },
    ...(rate !== '' && { rate_per_minute: Number(rate) }),
  };
}

function readCondition(attribute: string): Condition {
  const comparison = byId('audience-comparison', HTMLSelectElement).value as Comparison;
  const value = fieldText('value');
  switch (comparison) {
    case 'exists':
      return { attribute, exists: true };
    case 'in':
      return { attribute, in: value.split(',').map((part) => readScalar(part.trim())) };
    case 'at_least':
    case 'at_most': {
      const scalar = readScalar(value);
      return { attribute, [comparison]: typeof scalar === 'boolean' ? value : scalar };
    }
    case 'equals':
      return { attribute, equals: readScalar(value) };
    default:
      return comparison satisfies never;
  }
}

/** A number, `true` and `false` are what they say; everything else is a text, and so is what stands in quotation marks. */
function readScalar(text: string): string | number | boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'string' || typeof parsed === 'number' || typeof parsed === 'boolean' ? parsed : text;
  } catch {
    return text; // a plain word is no JSON
  }
}

function fieldText(name: 'attribute' | 'value' | 'rate'): string {
  return byId(`audience-${name}`, HTMLInputElement).value.trim();
}
