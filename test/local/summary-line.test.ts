import { summaryLine } from '../support/summary-reporter.js';

const results = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  wasInterrupted: false,
};

describe('summaryLine', () => {
  it.each([
    [results, '7 passed, 0 failed, 2 skipped'],
    [{ ...results, numFailedTests: 1, numTodoTests: 1 }, '7 passed, 1 failed, 3 skipped'],
    [{ ...results, numRuntimeErrorTestSuites: 1 }, '7 passed, 1 failed, 2 skipped'],
    [{ ...results, wasInterrupted: true }, '7 passed, 1 failed, 2 skipped'],
  ])('counts %j', (given, line) => {
    expect(summaryLine(given)).toBe(line);
  });
});
