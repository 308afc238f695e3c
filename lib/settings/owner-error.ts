/**
 * Something that the owner of the stack has to put right before it can be made: a setting, a workflow, a missing handler.
 * Its message is all they need, so it is printed without a stack trace.
 */
export class OwnerError extends Error {
  override readonly name = 'OwnerError';
}
