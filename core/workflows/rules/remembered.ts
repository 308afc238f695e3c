const most = 500;

/**
 * Remembers what a function of one text answers, for the last some hundred texts: `Intl` takes microseconds for each tag of a language, and
 * users have few of them.
 */
export function remembered<Answer>(answerTo: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;

    if (known.size >= most) known.clear();
    const answer = answerTo(text);
    known.set(text, answer);
    return answer;
  };
}
