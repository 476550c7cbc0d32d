/** A reason to stop that the person at the terminal can act on: `message` is one sentence and is all that is shown. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

const sentence = (error: unknown): string => {
  if (error instanceof Error) {
    return error.message === '' ? error.name : error.message;
  }
  return String(error);
};

/** Runs a command's body; a failure becomes one line on stderr and exit code 1, with the stack only where DEBUG asks. */
export async function runCommand(body: () => Promise<void>): Promise<void> {
  try {
    await body();
    process.exitCode ??= 0;
  } catch (error) {
    const unexpected = error instanceof Error && !(error instanceof SetupError);
    process.stderr.write(`cutroom: ${sentence(error)}\n`);
    if (unexpected && process.env['DEBUG'] !== undefined) {
      process.stderr.write(`${error.stack ?? ''}\n`);
    }
    process.exitCode = 1;
  }
}
