/** Chunks of a RIFF file: Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", 1991. */
export const chunk = (id: string, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.write(id, 0, 'ascii');
  head.writeUInt32LE(body.length, 4);
  // Chunks begin at even offsets; the padding is not counted.
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};

export const list = (type: string, ...content: readonly Buffer[]): Buffer =>
  chunk('LIST', Buffer.from(type, 'ascii'), ...content);

export const riff = (type: string, ...content: readonly Buffer[]): Buffer =>
  chunk('RIFF', Buffer.from(type, 'ascii'), ...content);

/** Little-endian numbers one after the other, `[bits, value]` each. */
export const fields = (...values: readonly (readonly [16 | 32, number])[]): Buffer => {
  const buffer = Buffer.alloc(values.reduce((bytes, [bits]) => bytes + bits / 8, 0));
  let offset = 0;
  for (const [bits, value] of values) {
    offset = bits === 16 ? buffer.writeUInt16LE(value, offset) : buffer.writeUInt32LE(value, offset);
  }
  return buffer;
};
