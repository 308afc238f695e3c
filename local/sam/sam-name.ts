/** A function's name as SAM takes it, which allows letters and digits only: `deliver-email` → `DeliverEmail`. */
export function samName(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
