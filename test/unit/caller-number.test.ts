import { describe, expect, it } from 'vitest';
import { callerNumber, canGetTexts, countryOf, kindOfNumber } from '../../src/caller/number';

describe('what kind of number it is', () => {
  it.each([
    ['+4915228817386', 'mobile', 'DE'],
    ['+33612345678', 'mobile', 'FR'],
    // French numbers for films are in no range that is given out.
    ['+33639981234', 'other', 'FR'],
    ['+819012345678', 'mobile', 'JP'],
    ['+5511912345678', 'mobile', 'BR'],
    ['+447911123456', 'mobile', 'GG'],
    ['+493023125123', 'landline', 'DE'],
    ['+34912345678', 'landline', 'ES'],
    ['+390612345678', 'landline', 'IT'],
    ['+19005550123', 'premium', 'US'],
    ['+499001234567', 'premium', 'DE'],
    ['+33899123456', 'premium', 'FR'],
    ['+319001234', 'premium', 'NL'],
    ['+979123456789', 'premium', undefined],
    ['+18005550199', 'toll-free', 'US'],
    ['+810120123456', 'toll-free', 'JP'],
    ['+80012345678', 'toll-free', undefined],
    // Nobody can tell these from each other in North America.
    ['+14155552671', 'other', 'US'],
    ['+447640123456', 'other', 'GB'],
    // Long enough, but in no range that is known.
    ['+19765551234', 'other', undefined],
    ['+4412', 'invalid', undefined],
    ['+99912345678', 'invalid', undefined],
    ['anonymous', 'invalid', undefined],
    ['', 'invalid', undefined],
  ])('%s: %s', (number, kind, country) => {
    expect(kindOfNumber(number)).toBe(kind);
    expect(countryOf(number)).toBe(country);
  });
});

describe('whether a text can be tried', () => {
  it.each([
    '+14155552671',
    '+4915228817386',
    '+447911123456',
    '+525512345678',
    '+881612345678',
    '+19765551234',
  ])('to %s: yes', (number) => expect(canGetTexts(number)).toBe(true));

  it.each([
    null,
    '+493023125123',
    '+442079460958',
    '+81312345678',
    '+18005550199',
    '+19005550123',
    '+447640123456',
    '+491801234567',
    '+99912345678',
    '+4412',
  ])('to %s: no', (number) => expect(canGetTexts(number)).toBe(false));

  it('never to a withheld number, however the provider writes that', () => {
    for (const from of ['anonymous', 'Restricted', '+266696687', '+86282452253', undefined, '12345'])
      expect(canGetTexts(callerNumber(from))).toBe(false);
  });
});
