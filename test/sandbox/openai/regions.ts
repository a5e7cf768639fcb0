/** https://developers.openai.com/api/docs/guides/your-data#data-residency-controls */
const HOSTS = {
  global: 'api.openai.com',
  us: 'us.api.openai.com',
  eu: 'eu.api.openai.com',
  au: 'au.api.openai.com',
  in: 'in.api.openai.com',
  jp: 'jp.api.openai.com',
  ae: 'ae.api.openai.com',
} as const;
export type Region = keyof typeof HOSTS;

export const REGIONS = Object.keys(HOSTS) as [Region, ...Region[]];
export const OPENAI_HOSTS: string[] = Object.values(HOSTS);

export const hostOf = (region: Region): string => HOSTS[region];

/** Clients of ours that talk to the stand-in itself have any host: to them it is the global one. */
export const regionAt = (host: string): Region =>
  REGIONS.find((region) => HOSTS[region] === host) ?? 'global';
