import ipaddr from 'ipaddr.js';

/** Doors into the machine's own cloud outside link-local: Azure's WireServer, EC2's over IPv6, Alibaba's. */
const METADATA = new Set(['168.63.129.16', 'fd00:ec2::254', '100.100.100.200']);
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

const OWN_NETWORK = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/** Whether an address is a machine on the operator's own network. Never true for a cloud's metadata (link-local). */
export function isOwnNetworkAddress(address: string): boolean {
  if (isGlobalAddress(address) || !ipaddr.isValid(address) || address.includes('%')) return false;
  if (ipaddr.IPv4.isValid(address) && !ipaddr.IPv4.isValidFourPartDecimal(address)) return false;
  return OWN_NETWORK.has(ipaddr.parse(address).range()) && !METADATA.has(address);
}
