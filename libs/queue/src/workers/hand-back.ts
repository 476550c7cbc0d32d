/** Thrown by a handler: the job goes back to the queue as it came, and that counts as no failure. */
export class HandBack extends Error {
  override readonly name = 'HandBack';

  /** @param afterMs before anybody takes it again, ≥ 0 */
  constructor(readonly afterMs = 0) {
    super('The job is handed back.');
  }
}
