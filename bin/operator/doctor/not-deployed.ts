import { CannotDo } from '../cannot-do.ts';

/** There is no stack to look at. `mend` is the line that makes one. */
export class NotDeployed extends CannotDo {
  readonly mend: string;

  constructor(message: string, mend: string) {
    super(message);
    this.mend = mend;
  }
}
