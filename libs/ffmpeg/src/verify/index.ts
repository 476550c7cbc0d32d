export { type ExpectedOutput, type VerifyOptions, verifyOutput } from './verify-output.js';
