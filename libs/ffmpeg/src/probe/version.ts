/** Raised whenever `probe` finds something else in the same file than before: workers share what they found. */
export const PROBE_VERSION = 1;
