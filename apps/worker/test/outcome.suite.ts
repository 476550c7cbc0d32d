import { writeFile } from 'node:fs/promises';
import { outcomeOf } from '../src/render/attempt/outcome.js';

/** Nothing can be written to it: the one full disk that every Linux has. */
const FULL = '/dev/full';

it('calls a full disk by its name, and tries again', async () => {
  const failure = await writeFile(FULL, 'x').catch((error: unknown) => error);
  expect(outcomeOf(failure, undefined)).toMatchObject({ kind: 'retry', error: { code: 'NO_SPACE' } });
});
