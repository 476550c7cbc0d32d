import { writeFileSync } from 'node:fs';

/** What encoders do without for the sake of those who wait for an answer: 0 (nothing) to 19, as nice(1) counts it. */
export const niceCommand = (niceness: number): readonly string[] =>
  niceness === 0 ? [] : ['nice', '-n', String(niceness), '--'];

/**
 * The same where Linux shares time between sessions before it looks at processes (`sched_autogroup_enabled`): each encoder has a
 * session of its own, within which being nice would change nothing.
 */
export function lowerSession(pid: number | undefined, niceness: number): void {
  if (pid === undefined || niceness === 0) return;
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch {
    // No such thing here, or asked too often: it runs all the same.
  }
}
