import * as z from 'zod';
import { besideOtherFaultsOfList } from '../../http/refine.ts';
import { singleLine } from '../../text.ts';
import { WebUrl } from '../../values.ts';

/**
 * A button of an inbox item. `id` is what a page is told when it is pressed; `url` is where it leads, if it leads anywhere. `primary`: it is
 * what most readers will do, and is drawn so.
 */
export const InboxAction = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be like "approve": a-z, 0-9, "-" and "_", at most 40 characters'),
    label: singleLine(40), // two of them stand side by side on a small screen
    url: WebUrl.optional(),
    primary: z.boolean().optional(),
  })
  .meta({ id: 'InboxAction', example: { id: 'approve', label: 'Approve', primary: true } });
export type InboxAction = z.infer<typeof InboxAction>;

/** The buttons of an item in their order: one, or a primary and a secondary one. */
export const InboxActions = z
  .array(InboxAction)
  .min(1)
  .max(2)
  .refine(isWithoutRepetition, { error: 'must have ids of their own', ...besideOtherFaultsOfList })
  .refine((actions: readonly (Partial<InboxAction> | null)[]) => actions.filter((each) => each?.primary).length < 2, {
    error: 'may have one that is primary',
    ...besideOtherFaultsOfList,
  });

/** Looks at the ids that are text; what is none is told as another fault. */
function isWithoutRepetition(actions: readonly (Partial<InboxAction> | null)[]): boolean {
  const ids = actions.map((each) => each?.id).filter((id) => typeof id === 'string');
  return new Set(ids).size === ids.length;
}
