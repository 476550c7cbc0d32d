import { readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second wherever user space can see it (USER_HZ). */
const TICKS = 100;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Seconds of processor time out of /proc/<pid>/stat (proc(5)). */
export interface ProcessTimes {
  readonly own: number;
  /** Of its children that ended and were waited for, and theirs. */
  readonly children: number;
}

/** Zeros for a process that is gone. The name in the second field may hold spaces and brackets. */
export function parseTimes(stat: string): ProcessTimes {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (field: number): number => Number(fields[field - 3] ?? 0) / TICKS;
  return { own: seconds(14) + seconds(15), children: seconds(16) + seconds(17) };
}

export const timesOf = (pid: number | 'self'): ProcessTimes => parseTimes(read(`/proc/${pid}/stat`));

/** Largest resident memory so far in bytes; null for a process that is gone. */
export function peakMemory(pid: number): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** Busy seconds out of /proc/stat: everything but idling and waiting for disks, all cores together. */
export function parseBusy(stat: string): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '')
    .split(' ')
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS;
}

export const machineBusy = (): number => parseBusy(read('/proc/stat'));
