import { type ClientRequest, get } from 'node:http';

/** Time for a `beforeAll` that takes a turn: every other stack test may run first. */
export const TURN_TIMEOUT_MS = 600_000;

/** Waits until few enough other test files of this run have a stack up (service-host.ts). @returns gives the turn back */
export async function takeTurn(): Promise<() => void> {
  const host = process.env['CUTROOM_TEST_SERVICES'];
  if (host === undefined) {
    return () => undefined;
  }
  const request = await new Promise<ClientRequest>((resolve, reject) => {
    const asking = get(`${host}/turn`, { agent: false }, (answer) => {
      answer.on('error', () => undefined).resume();
      resolve(asking);
    });
    asking.once('error', reject);
  });
  request.on('error', () => undefined);
  return () => request.destroy();
}
