import * as z from 'zod';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ApiAnswer } from './call-api.ts';

const Problem = z.object({
  detail: z.string().default('and says no more'),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

/** Names the option by which a command gives a field of the API, like `--since`; nothing for a field that it has no option for. */
export type OptionOf = (field: string) => string | undefined;

/** The API refused what a command asked. Its words are about fields; `inOptions` has them about the command's options. */
export class ApiRefusal extends CannotDo {
  private readonly status: number;
  private readonly problem: z.infer<typeof Problem>;

  constructor({ status, body }: ApiAnswer) {
    const problem = Problem.parse(Problem.safeParse(body).data ?? {});
    super(
      describe(status, problem, () => undefined),
      {
        code: status === 400 || status === 422 ? exitCodes.usage : exitCodes.failed,
      },
    );
    this.status = status;
    this.problem = problem;
  }

  /** What is wrong, and where in the body. */
  get places(): readonly { pointer: string; detail: string }[] {
    return this.problem.errors;
  }

  inOptions(optionOf: OptionOf): string {
    return describe(this.status, this.problem, optionOf);
  }
}

function describe(status: number, { detail, errors }: z.infer<typeof Problem>, optionOf: OptionOf): string {
  const places = errors.map((error) => {
    const pointer = error.pointer.replace(/^[?/]/, '');
    const field = pointer.split('/').findLast((step) => !/^\d+$/.test(step));
    const option = field === undefined ? undefined : optionOf(field);
    return { isOption: option !== undefined, text: join(option ?? pointer, shorten(translate(error.detail, optionOf))) };
  });
  const texts = places.map(({ text }) => text);
  if (places.length > 0 && places.every(({ isOption }) => isOption)) return texts.join('; ');
  return [`the API answers ${status}: ${translate(detail, optionOf)}`, ...texts].join('; ');
}

/** What we say goes on as a sentence; of a stage before 0.2 it may be one of its own: `--from: Invalid ISO date`. */
function join(place: string, detail: string): string {
  return `${place}${/^[A-Z]/.test(detail) ? ':' : ''} ${detail}`;
}

/** Puts options where a field is quoted, with or without its value: `"confirm": true`. */
function translate(text: string, optionOf: OptionOf): string {
  return text.replace(/"(\w+)"(: true)?/g, (quoted, field: string) => optionOf(field) ?? quoted);
}

/** How many of the values that a field may have are named. */
const mostNamed = 8;

/** Says in a line what is said of a list of values: `must be one of "a", "b"`; a stage before 0.2 says `Invalid option: expected one of "a"|"b"`. */
function shorten(detail: string): string {
  const [, list] = /^(?:Invalid option: expected|must be) one of (".*")$/.exec(detail) ?? [];
  if (list === undefined) return detail;
  const values = list.split(/\||, /).map((value) => value.replaceAll('"', ''));
  const rest = values.length - mostNamed;
  return `must be one of ${values.slice(0, mostNamed).join(', ')}${rest > 0 ? `, and ${rest} more, which docs/openapi.json has` : ''}`;
}
