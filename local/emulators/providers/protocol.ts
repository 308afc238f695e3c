import { randomUUID } from 'node:crypto';

/** An error as an AWS service answers it. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** What goes back over the wire. `errorType` is a header of AWS's REST services. */
export type WireAnswer = {
  status: number;
  contentType: string;
  body: string;
  errorType?: string;
  headers?: Readonly<Record<string, string>>;
};

/** The same with bytes in place of a text. */
export type BytesAnswer = Omit<WireAnswer, 'body'> & { body: Buffer };

/** The result of a query-protocol action: flat fields of one element. */
export type QueryResult = Readonly<Record<string, string>>;

/** A query-protocol answer, as SES and SNS give it. */
export function queryAnswer(action: string, result: QueryResult): WireAnswer {
  const fields = Object.entries(result).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const body =
    `<${action}Response><${action}Result>${fields.join('')}</${action}Result>` +
    `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;
  return { status: 200, contentType: 'text/xml', body };
}

/** Writes an error as the query protocol has it. */
export function queryError(error: AwsError): WireAnswer {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const body =
    `<ErrorResponse><Error><Type>${type}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>` +
    `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
  return { status: error.status, contentType: 'text/xml', body };
}

/** An AWS JSON 1.1 answer, as SSM and EventBridge give it. */
export function jsonAnswer(result: unknown): WireAnswer {
  return { status: 200, contentType: 'application/x-amz-json-1.1', body: JSON.stringify(result) };
}

/** Writes an error as AWS JSON 1.1 has it. */
export function jsonError(error: AwsError): WireAnswer {
  const body = JSON.stringify({ __type: error.code, message: error.message });
  return { status: error.status, contentType: 'application/x-amz-json-1.1', body };
}

/** An error of a service that speaks REST and JSON, as EventBridge Scheduler does. */
export function restError({ code, message, status }: AwsError): WireAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify({ Message: message }), errorType: code };
}

/** An error as S3 has it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses */
export function s3Error({ code, message, status }: AwsError): WireAnswer {
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>` +
    `<RequestId>${randomUUID()}</RequestId></Error>`;
  return { status, contentType: 'application/xml', body };
}

/** A JSON answer of a provider that is not in AWS. */
export function plainJson(status: number, answer: unknown): WireAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(answer) };
}

/** Reads the values of a query-protocol list: `Destinations.member.1`, `.2`, … */
export function listParameter(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let value = form.get(`${name}.1`); value !== null; value = form.get(`${name}.${values.length + 1}`)) values.push(value);
  return values;
}

/** Reads the pairs of a query-protocol list of structures: `Tags.member.1.Name` with `Tags.member.1.Value`, … */
export function pairsParameter(
  form: URLSearchParams,
  list: string,
  { key, value }: { key: string; value: string },
): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (let n = 1; form.has(`${list}.${n}.${key}`); n++) {
    pairs[form.get(`${list}.${n}.${key}`) ?? ''] = form.get(`${list}.${n}.${value}`) ?? '';
  }
  return pairs;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
