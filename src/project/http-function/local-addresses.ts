import { BlockList, isIP } from 'node:net';

/** Loopback, link-local (where clouds keep their metadata), and addresses that mean this machine. */
const local = new BlockList();
local.addSubnet('127.0.0.0', 8);
local.addSubnet('0.0.0.0', 8);
local.addSubnet('169.254.0.0', 16);
local.addAddress('::1', 'ipv6');
local.addAddress('::', 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');
// The metadata of AWS by IPv6.
local.addAddress('fd00:ec2::254', 'ipv6');
// IPv4 inside of IPv6: mapped, translated (NAT64), and 6to4.
local.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');
local.addSubnet('::ffff:0.0.0.0', 104, 'ipv6');
local.addSubnet('::ffff:169.254.0.0', 112, 'ipv6');
local.addSubnet('64:ff9b::127.0.0.0', 104, 'ipv6');
local.addSubnet('64:ff9b::169.254.0.0', 112, 'ipv6');
local.addSubnet('2002:7f00::', 24, 'ipv6');
local.addSubnet('2002:a9fe::', 32, 'ipv6');

/** Whether an IP address is this machine's, or one that only it can reach. */
export function isLocalAddress(address: string): boolean {
  const [plain = ''] = address.replace(/^\[|\]$/g, '').split('%');
  const version = isIP(plain);
  if (version === 0) throw new TypeError(`expected an IP address, got "${address}"`);
  return local.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}
