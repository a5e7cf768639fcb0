/**
 * Numbers to call from. All of them are set aside for fiction by the countries' regulators
 * (North America 555-01xx, Ofcom, Bundesnetzagentur, ARCEP), so that nobody real is ever meant.
 */
export const OWN_NUMBERS: { country: string; numbers: string[] }[] = [
  { country: 'United States', numbers: ['+14155550123', '+12125550187'] },
  { country: 'United Kingdom', numbers: ['+447700900123', '+442079460958'] },
  { country: 'Germany', numbers: ['+493023125123', '+4915228817386'] },
  { country: 'France', numbers: ['+33199001234', '+33639981234'] },
];

/** Twilio's own stand-in for a caller who withholds the number: https://help.twilio.com/articles/223179988 */
export const WITHHELD = '+266696687';
