import { Priority } from '../../../contract/publishing/priority.ts';
import { Category } from '../../../contract/values.ts';
import { type Asks, terminal } from '../confirm.ts';
import { readPayload } from './payload-field.ts';
import type { WorkflowOrder } from './workflow-order.ts';

/** What was typed behind `new workflow`, as far as it was. */
export type NewOptions = Partial<Omit<WorkflowOrder, 'key' | 'isRequired'>> & { required?: boolean; json?: true };

/** One question: what it asks, what stands for no answer, and how an answer is read. */
type Question<Value> = { question: string; otherwise: string; read: (typed: string) => Value };

/** Reads a category. @throws RangeError with what is wrong. */
export function readCategory(typed: string): string {
  const { data, error } = Category.safeParse(typed);
  if (data === undefined) throw new RangeError(error?.issues[0]?.message ?? 'it is none');
  return data;
}

/** Reads a priority. @throws RangeError with what there is. */
export function readPriority(typed: string): Priority {
  const { data } = Priority.safeParse(typed);
  if (data === undefined) throw new RangeError(`there are ${Priority.options.join(', ')}`);
  return data;
}

function readYes(typed: string): boolean {
  if (/^y(es)?$/i.test(typed)) return true;
  if (/^no?$/i.test(typed)) return false;
  throw new RangeError('type yes or no');
}

const questions = {
  category: {
    question: 'Its category, by which users choose what they get, like billing',
    otherwise: 'general',
    read: readCategory,
  },
  priority: {
    question: 'Its priority: low goes to the inbox, normal to inbox and e-mail, high by SMS too, urgent at once and at night',
    otherwise: 'normal',
    read: readPriority,
  },
  required: { question: 'May nobody switch it off, as with a password that was changed', otherwise: 'no', read: readYes },
  payload: {
    question:
      'What a publish sends, like number, link:link, due_at:time? or none (lines, number, email, phone and flag are kinds too)',
    otherwise: 'name, link:link',
    read: readPayload,
  },
} as const satisfies Record<string, Question<unknown>>;

/** Makes up the order of a new workflow from what was typed; what was not is asked for where somebody sits at a terminal, and else has its default. */
export async function askOrder(key: string, options: NewOptions, asks: Asks = terminal): Promise<WorkflowOrder> {
  const find = <Value>(given: Value | undefined, question: Question<Value>) =>
    given ?? (asks.isTerminal && !options.json ? answerTo(question, asks) : question.read(question.otherwise));
  return {
    key,
    category: await find<string>(options.category, questions.category),
    priority: await find<Priority>(options.priority, questions.priority),
    isRequired: await find<boolean>(options.required, questions.required),
    payload: await find<WorkflowOrder['payload']>(options.payload, questions.payload),
  };
}

async function answerTo<Value>({ question, otherwise, read }: Question<Value>, asks: Asks): Promise<Value> {
  const typed = (await asks.ask(`${question} [${otherwise}]: `)).trim();
  try {
    return read(typed === '' ? otherwise : typed);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return answerTo({ question: `That cannot be: ${error.message}.\n${question}`, otherwise, read }, asks);
  }
}
