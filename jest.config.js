import { availableParallelism } from 'node:os';

/** ESM through SWC; real services start when a test first asks for them (test/support/service-host). */
export default {
  rootDir: '.',
  testMatch: [
    '<rootDir>/libs/*/test/**/*.test.ts',
    '<rootDir>/apps/*/test/**/*.test.ts',
    '<rootDir>/test/**/*.test.ts',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^#lib/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cutroom/'],
  collectCoverageFrom: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts'],
  // Counters in the code: starting and stopping V8's own coverage for every file costs more than most files' tests.
  coverageProvider: 'babel',
  coverageReporters: ['text-summary', 'lcovonly', 'json-summary'],
  testSequencer: '<rootDir>/test/support/sequencer.js',
  maxWorkers: availableParallelism() + 2,
  // Modules of earlier files are never quite let go of; a large process is slow to start others from.
  workerIdleMemoryLimit: '600MB',
  coverageThreshold: { global: { lines: 85 } },
  reporters: ['default', '<rootDir>/test/support/summary-reporter.js'],
  testTimeout: 30_000,
};
