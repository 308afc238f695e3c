/** What is told one recipient alone, over what all are told. */
export type OwnData = Readonly<Record<string, unknown>>;

/** Whether a publish's own data is told anybody as it is: to a topic, or to some recipient without data of their own. */
export function isDataShared(recipients: readonly unknown[] | undefined): boolean {
  return recipients === undefined || recipients.some((recipient) => ownDataOf(recipient) === undefined);
}

/** The data that comes with a recipient, who may be of any shape. */
export function ownDataOf(recipient: unknown): OwnData | undefined {
  const { data } = isObject(recipient) ? recipient : {};
  return isObject(data) ? data : undefined;
}

/** The id that comes with a recipient given as an object. */
export function idOf(recipient: unknown): string | undefined {
  const { id } = isObject(recipient) ? recipient : {};
  return typeof id === 'string' ? id : undefined;
}

/** The pointer to the recipient within whom something is wrong: `/recipients/3`. */
export function placeOfRecipient(pointer: string): string {
  return pointer.split('/').slice(0, 3).join('/');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
