/** The variant of those who are held out: they get nothing. No other may have its name. Apart from schemas, which weigh in a bundle. */
export const heldOut = 'holdout';
