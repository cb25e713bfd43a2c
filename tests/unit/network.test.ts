import fc from 'fast-check'
import { expect, it } from 'vitest'
import { networkOf } from '#lib/domain/subscription/network'

it.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['203.0.113.77:51234', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['::ffff:cb00:714d', '203.0.113.0/24'],
  ['0:0:0:0:0:ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
])('%s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

it.each([
  '',
  'unknown',
  '203.0.113',
  '203.0.113.256',
  '1.2.3.4.5',
  '2001:db8',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
])('%j is no address', address => {
  expect(networkOf(address)).toBeNull()
})

it('answers any text', () => {
  const like = fc.string({ unit: fc.constantFrom(...'0123456789abcdef:.[]%/ '), maxLength: 50 })
  fc.assert(fc.property(like, text => networkOf(text) === null || /^[\da-f:.]+\/(24|64)$/.test(networkOf(text)!)))
})
