/** How e-mails look and who they are from. The owner edits the values below; the tests check that they can be read. */
export type Brand = BrandWords & {
  name: string;
  /** `#rrggbb`, for buttons and links on white. */
  colour: string;
  /** The same on a dark background, where links need a lighter shade. */
  colourOnDark: string;
  /** An https address of a PNG, 80 pixels high, shown at half that size; absent: the name is shown. */
  logoUrl?: string;
  /** Where a user finds their inbox in your app: what digests link to for the rest; absent: there is no link. */
  inboxUrl?: string;
  /** The name beside the address that e-mails come from, where a workflow gives none; absent: the address alone. */
  fromName?: string;
  /** The sender's postal address, which commercial e-mail must carry in many countries. */
  address: readonly string[];
  /** BCP 47: the language that the words here are written in. */
  language: string;
  /** The words in other languages, by BCP 47 tag. */
  translations: Readonly<Record<string, BrandWords>>;
};

/** What stands under every e-mail. */
type BrandWords = {
  /** Why somebody gets these e-mails. */
  footer: string;
  /** What the link says that ends e-mails of a kind. */
  unsubscribe: string;
};

/** Yours to edit. */
export const brand: Brand = {
  name: 'Bellhop',
  colour: '#4338ca',
  colourOnDark: '#a5b4fc',
  footer: 'You get this e-mail because you have an account with us.',
  unsubscribe: 'Unsubscribe from e-mails like this',
  address: ['Bellhop Ltd', '1 Example Street', 'London N1 1AA'],
  language: 'en',
  translations: {
    de: {
      footer: 'Sie erhalten diese E-Mail, weil Sie bei uns ein Konto haben.',
      unsubscribe: 'E-Mails dieser Art abbestellen',
    },
  },
};
