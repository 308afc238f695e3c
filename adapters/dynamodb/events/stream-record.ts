import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

type Image = Record<string, AttributeValue>;

/** A record of the table's stream as Lambda hands it over: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export type StreamRecord = {
  eventID: string;
  dynamodb: {
    /** Epoch seconds. */
    ApproximateCreationDateTime: number;
    SequenceNumber: string;
    Keys: Image;
    OldImage?: Image;
    NewImage?: Image;
  };
};

/** One write to an item: its key, and its attributes before and after. */
export type ItemChange = {
  recordId: string;
  at: Date;
  pk: string;
  sk: string;
  before: Record<string, unknown> | undefined;
  after: Record<string, unknown> | undefined;
};

/** Reads the write that a record tells of. */
export function toItemChange({ eventID, dynamodb }: StreamRecord): ItemChange {
  const { ApproximateCreationDateTime, Keys, OldImage, NewImage } = dynamodb;
  const { pk, sk } = unmarshall(Keys) as { pk: string; sk: string };
  return {
    recordId: eventID,
    at: new Date(ApproximateCreationDateTime * 1000),
    pk,
    sk,
    before: OldImage && unmarshall(OldImage),
    after: NewImage && unmarshall(NewImage),
  };
}
