/** Names an audience in words: all users, or the condition as it was written. */
export function nameAudience({ where }: { all?: true | undefined; where?: unknown }): string {
  return where === undefined ? 'all users' : `users of whom ${JSON.stringify(where)} holds`;
}
