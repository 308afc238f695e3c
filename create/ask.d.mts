/** The answers to the questions, by name. */
export type Answers = { folder: string; name: string; fromAddress: string; region: string };
export function ask(
  given: Partial<Answers>,
  terminal: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream; isTerminal: boolean },
): Promise<Answers>;
