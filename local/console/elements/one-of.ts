/** A text as one of the names of `names`, when it is one: what comes from a form is any text. */
export function oneOf<Name extends string>(names: Readonly<Record<Name, unknown>>, text: string | undefined): Name | undefined {
  return namesOf(names).find((name) => name === text);
}

/** Lists the names of a record, in its order. */
export function namesOf<Name extends string>(names: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(names) as Name[];
}
