/** Sums, over all these processes, of the counters whose line in /metrics begins so. */
export async function countedBy(
  apps: readonly { readonly url: string }[],
  path = '/metrics',
): Promise<(start: string) => number> {
  const texts = await Promise.all(apps.map(async ({ url }) => (await fetch(url + path)).text()));
  const lines = texts.flatMap((text) => text.split('\n'));
  return (start) =>
    lines
      .filter((line) => line.startsWith(start))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
