/** A name with its value, which chats show as two columns or one line: `{ name: 'Severity', value: 'High' }`. */
export type ChatField = { name: string; value: string };

/**
 * What a workflow says in a chat. Plain text: nothing in it is read as mark-up, and nobody is mentioned. An empty `body` is for a title that
 * says it all; `actionLabel` is what the link is called, "Open" unless it is given.
 */
export type ChatCopy = {
  title: string;
  body: string;
  fields?: readonly ChatField[] | undefined;
  actionUrl?: string | undefined;
  actionLabel?: string | undefined;
};
