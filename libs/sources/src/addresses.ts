import ipaddr from 'ipaddr.js';

/** Unicast by its range, yet a door into the machine's own cloud: Azure's WireServer. */
const METADATA = new Set(['168.63.129.16']);
/** All that is handed out for the public internet so far. Source: IANA IPv6 address space registry. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Documentation, RFC 9637; younger than the tables of the library. */
const DOCUMENTATION_IPV6 = ipaddr.IPv6.parseCIDR('3fff::/20');

/**
 * Whether an address is a machine on the public internet. False for private, loopback, link-local, shared (CGNAT),
 * multicast, reserved and unspecified ones, for IPv6 forms that carry an IPv4 address (mapped, translated, 6to4,
 * Teredo, NAT64), since those lead wherever the inner one does, and for all that does not parse.
 */
export function isGlobalAddress(address: string): boolean {
  // Short and octal IPv4 forms parse too; whoever connects may read them differently.
  if (ipaddr.IPv4.isValid(address) && !ipaddr.IPv4.isValidFourPartDecimal(address)) return false;
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(GLOBAL_IPV6) && !parsed.match(DOCUMENTATION_IPV6);
  return !METADATA.has(parsed.toString());
}
