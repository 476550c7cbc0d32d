import { Readable } from 'node:stream';

/** The same bytes for the same seed, unlike at every place, so that swapped or repeated parts show. */
export function bytes(length: number, seed = 1): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = seed;
  for (let at = 0; at < words.length; at += 1) {
    // Xorshift (Marsaglia 2003): period 2^32 − 1 words.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return Buffer.from(words.buffer, 0, length);
}

/** In pieces of odd sizes, as networks deliver them. */
export function inPieces(data: Buffer, pieceBytes = 70_001): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0; at < data.length; at += pieceBytes) yield data.subarray(at, at + pieceBytes);
    })(),
    { objectMode: false },
  );
}

export async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
