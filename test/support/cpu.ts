/**
 * Seconds of this process's CPU, which are what others wait for: a busy machine adds to what the clock says, hardly to this.
 * @param runs of the work; the best of them counts
 */
export async function cpuSeconds(work: () => unknown, runs = 1): Promise<number> {
  const spent: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(begun);
    spent.push((user + system) / 1e6);
  }
  return Math.min(...spent);
}
