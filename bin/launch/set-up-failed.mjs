/** The machine cannot be made ready; the message is one line that says what to do. */
export class SetUpFailed extends Error {
  name = 'SetUpFailed';
}
