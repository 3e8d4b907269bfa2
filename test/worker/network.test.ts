import { expect, test } from "vitest";
import { networkOf } from "../../worker/network.ts";

test.each([
  ["198.51.100.1", "198.51.100.1"],
  ["2001:db8:0:1::1", "2001:db8:0:0"],
  ["2001:DB8:0000:00fe:ffff:ffff:ffff:ffff", "2001:db8:0:0"],
  ["2001:db8:0:12ff::", "2001:db8:0:1200"],
  ["2001:db8::", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["::", "0:0:0:0"],
  ["1:2:3:4:5:6:7::", "1:2:3:0"],
  // The same address in IPv6's clothes is no way past the limit, nor are all of them one.
  ["::ffff:198.51.100.1", "198.51.100.1"],
  ["0:0:0:0:0:FFFF:198.51.100.1", "198.51.100.1"],
  ["", ""],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("what is no address has a name all the same, the same one each time", () => {
  for (const odd of [":", ":::", "x:y", "1:2:3:4:5:6:7:8:9", "::1%eth0"])
    expect(networkOf(odd)).toBe(networkOf(odd));
});
