import type { Answer, Setup } from '../contract/admin';
import { Prices, type SavePrices, type SaveRetention } from '../contract/prices';
import { changeSettings } from './administer';
import type { Administration } from './administration';

/** What providers charge: what calls cost is worked out anew from what they have used (M11). */
export const savePrices = (payload: SavePrices, admin: Administration): Promise<Answer<Setup>> =>
  changeSettings(admin, (settings) => ({ ...settings, prices: Prices.parse(payload) }));

/** How long records are kept (V17): what is older by now is deleted by the next sweeps. */
export const saveRetention = (retention: SaveRetention, admin: Administration): Promise<Answer<Setup>> =>
  changeSettings(admin, (settings) => ({ ...settings, retention }));
