/** Resolves as soon as `condition` holds; throws after `deadlineMs`. */
export async function until(condition: () => boolean | Promise<boolean>, deadlineMs = 8_000): Promise<void> {
  const endsAt = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() > endsAt) throw new Error(`still not so after ${deadlineMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
