/** Says why nothing is written; shown as one line that says what to do. */
export class CannotCreate extends Error {
  name = 'CannotCreate';
}
