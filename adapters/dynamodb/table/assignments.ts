/** Fields to set, as an update expression takes them; every name is aliased, since many are DynamoDB's reserved words. */
export type Assignments = { set: string; names: Record<string, string>; values: Record<string, unknown> };

/** Writes `#field = :field` for each field that has a value. */
export function assignments(fields: Record<string, unknown>): Assignments {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return {
    set: given.map(([field]) => `#${field} = :${field}`).join(', '),
    names: Object.fromEntries(given.map(([field]) => [`#${field}`, field])),
    values: Object.fromEntries(given.map(([field, value]) => [`:${field}`, value])),
  };
}
