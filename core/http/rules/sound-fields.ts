import type * as z from 'zod';

/** A body of which some field is not as its schema has it: the fields that are, and the names of those that are not. */
export type SoundFields<Body> = { sound: Partial<Body>; wrong: ReadonlySet<string> };

/**
 * What of a body that was refused can be looked at further, so that what is wrong with it by another rule is told at once. Each field counts by itself:
 * two that must not stand together are both sound.
 */
export function soundFields<Schema extends z.ZodObject>({ shape }: Schema, value: unknown): SoundFields<z.output<Schema>> {
  const given: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const sound: Record<string, unknown> = {};
  const wrong = new Set<string>();
  for (const [field, schema] of Object.entries<z.ZodType>(shape)) {
    const { success, data } = schema.safeParse(given[field]);
    if (!success) wrong.add(field);
    else if (data !== undefined) sound[field] = data;
  }
  return { sound: sound as Partial<z.output<Schema>>, wrong };
}
