/**
 * Writes a message as JSON that SQS takes, whatever texts are in it. Characters that XML 1.0 lacks (U+FFFE, lone surrogates)
 * would be refused for ever, so they travel as JSON escapes, and so do all beyond U+FFFF.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function toBody(message: unknown): string {
  return JSON.stringify(message).replace(/[\ud800-\udfff\ufffe\uffff]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16)}`;
}
