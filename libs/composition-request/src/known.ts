/** A value that validation has already found to be right. @throws TypeError where the request was not validated */
export function known<T>(value: T | null, what: string): T {
  if (value === null) throw new TypeError(`not a ${what}: the request was not validated`);
  return value;
}
