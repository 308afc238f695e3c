/** A dead-letter message as it lies in its queue. `sentAt` is when it was put there, or, if SQS did that, when the record was first sent. */
export type DeadLetter = {
  id: string;
  body: string;
  reason?: string;
  sentAt: Date;
  origin: { messageId: string; sentAtMs: string };
};
