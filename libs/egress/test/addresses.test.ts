import { isGlobalAddress, isOwnNetworkAddress } from '../src/index.js';

describe('addresses', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:830::200e',
  ])('%s is on the public internet', (address) => {
    expect(isGlobalAddress(address)).toBe(true);
  });

  it.each([
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    ['loopback', ['127.0.0.1', '127.255.255.255', '::1']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1']],
    ['link-local', ['169.254.0.1', '169.254.169.254', 'fe80::1', 'fe80::1%eth0']],
    ['site-local', ['fec0::1']],
    ['shared', ['100.64.0.1', '100.100.100.200', '100.127.255.255']],
    ['metadata', ['169.254.169.254', '169.254.170.2', 'fd00:ec2::254', '168.63.129.16', '192.0.0.192']],
    ['multicast', ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1']],
    ['reserved', ['240.0.0.1', '255.255.255.255', '192.0.0.1', '192.88.99.1']],
    ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
    ['benchmarking', ['198.18.0.1', '198.19.255.255', '2001:2::1']],
    ['discard', ['100::1']],
    ['IPv4 mapped', ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a9fe:a9fe', '::ffff:0:127.0.0.1']],
    ['IPv4 compatible', ['::127.0.0.1', '::8.8.8.8']],
    ['NAT64', ['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::7f00:1']],
    ['6to4', ['2002:7f00:1::', '2002:a9fe:a9fe::1', '2002:808:808::1']],
    ['Teredo', ['2001:0:4136:e378:8000:63bf:80ff:fffe', '2001::1']],
    ['not given out', ['4000::1', '5f00::1', 'a000::1']],
    [
      'no address',
      ['', 'localhost', '1.2.3', '0x7f.1', '2130706433', '0177.0.0.1', '127.1', '1.2.3.4.5', ':::', '[::1]'],
    ],
  ])('%s is not', (_kind, addresses) => {
    expect(addresses.filter(isGlobalAddress)).toEqual([]);
  });

  it("the operator's own network is loopback, private, unique local and shared, and nothing else", () => {
    const own = ['127.0.0.1', '::1', '10.0.0.1', '172.16.0.1', '192.168.1.1', 'fd12:3456::1', '100.64.0.1'];
    const others = ['8.8.8.8', '169.254.169.254', 'fe80::1', '100.100.100.200', 'fd00:ec2::254', '168.63.129.16'];
    const forms = ['0.0.0.0', '224.0.0.1', '::ffff:127.0.0.1', '127.1', '0x7f.0.0.1', 'localhost', 'fe80::1%eth0'];
    expect(own.filter((address) => !isOwnNetworkAddress(address))).toEqual([]);
    expect([...others, ...forms].filter(isOwnNetworkAddress)).toEqual([]);
  });
});
