/**
 * Prints `N passed, N failed, N skipped` as the very last line of a run. A test file that could not run and a run
 * that was cut short count as failures: the line never looks better than the exit code.
 */
import { writeSync } from 'node:fs';

const write = (text) => {
  for (let rest = Buffer.from(text); rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      // A pipe that is full for the moment.
      if (error.code !== 'EAGAIN') {
        return;
      }
    }
  }
};

/** @param results Jest's AggregatedResult */
export const summaryLine = (results) => {
  const interrupted = results.wasInterrupted ? 1 : 0;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + interrupted;
  return `${results.numPassedTests} passed, ${failed} failed, ${results.numPendingTests + results.numTodoTests} skipped`;
};

export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    // Jest itself still prints coverage and its own summary after the reporters were told.
    process.once('exit', () => write(`${summaryLine(results)}\n`));
  }
}
