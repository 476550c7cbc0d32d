export interface Part {
  /** From 1 up. */
  readonly number: number;
  readonly data: Buffer;
  readonly last: boolean;
}

/** Cuts a stream into parts of exactly `partBytes`, the last one perhaps shorter. */
export async function* cutParts(chunks: AsyncIterable<Buffer>, partBytes: number): AsyncGenerator<Part, void> {
  let number = 1;
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    // A full part waits for the next byte, since only then it is known not to be the last.
    while (heldBytes > partBytes) {
      const all = Buffer.concat(held);
      yield { number, data: all.subarray(0, partBytes), last: false };
      number += 1;
      held = [all.subarray(partBytes)];
      heldBytes -= partBytes;
    }
  }
  if (heldBytes > 0) yield { number, data: Buffer.concat(held), last: true };
}
