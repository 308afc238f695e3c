/** Waits for a call. Throws when it is answered otherwise. */
export async function expectStatus(wanted: number, call: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await call;
  if (status !== wanted) throw new Error(`a call was answered ${status}: ${JSON.stringify(body)}`);
}
