/** Between asking a process group to end and ending it. */
export const KILL_GRACE_MS = 500;

const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // The group is gone already: that is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** SIGTERM to the whole group, SIGKILL half a second later unless `cancel` is called because it ended. */
export const stopGroup = (pid: number): { readonly cancel: () => void } => {
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), KILL_GRACE_MS);
  return { cancel: () => clearTimeout(timer) };
};
