/** A message or a control frame that came from a browser. RFC 6455 section 5.2. */
export type Frame = { opcode: number; payload: Buffer };

/** The kinds of frame that occur here. */
export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** A frame to a browser: whole, and unmasked as a server's are. */
export function toFrame(opcode: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const { length } = payload;
  const head =
    length < 126 ? Buffer.from([0x80 | opcode, length]) : Buffer.from([0x80 | opcode, 126, length >> 8, length & 0xff]);
  return Buffer.concat([head, payload]);
}

/** Reads frames out of what arrives, in whatever pieces. Answers `wrong` for what no browser sends here: unmasked, or over 32 KB. */
export function frameReader(): (chunk: Buffer) => Frame[] | 'wrong' {
  let rest: Buffer = Buffer.alloc(0);

  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      if (rest.length < 2) return frames;
      const [first = 0, second = 0] = rest;
      const short = second & 0x7f;
      const maskAt = short === 126 ? 4 : 2;
      if ((second & 0x80) === 0 || short === 127) return 'wrong';
      if (rest.length < maskAt + 4) return frames;
      const length = short === 126 ? rest.readUInt16BE(2) : short;
      const end = maskAt + 4 + length;
      if (length > 32 * 1024) return 'wrong'; // API Gateway's limit of a frame
      if (rest.length < end) return frames;
      const mask = rest.subarray(maskAt, maskAt + 4);
      const payload = Buffer.from(rest.subarray(maskAt + 4, end).map((byte, n) => byte ^ (mask[n % 4] ?? 0)));
      frames.push({ opcode: first & 0x0f, payload });
      rest = rest.subarray(end);
    }
  };
}
