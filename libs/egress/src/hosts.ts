/**
 * `patterns` hold host names and `*.example.com`, which stands for every name below example.com at any depth, not for
 * example.com itself. `hostname` is what a WHATWG URL gives: lower case, punycode, IPv6 in brackets.
 */
export function hostAllowed(hostname: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(hostname, pattern.trim().toLowerCase()));
}

function matches(hostname: string, pattern: string): boolean {
  if (pattern.startsWith('*.')) {
    const suffix = pattern.slice(1);
    return suffix.length > 1 && hostname.length > suffix.length && hostname.endsWith(suffix);
  }
  return pattern !== '' && hostname === pattern;
}
