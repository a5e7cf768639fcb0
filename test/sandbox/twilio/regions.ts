/** https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions */
const API_HOSTS = {
  us1: 'api.twilio.com',
  ie1: 'api.dublin.ie1.twilio.com',
  au1: 'api.sydney.au1.twilio.com',
} as const;
export type Region = keyof typeof API_HOSTS;

export const REGIONS = Object.keys(API_HOSTS) as [Region, ...Region[]];
/** Messaging services and registrations are looked after in the United States. */
export const MESSAGING_HOST = 'messaging.twilio.com';
export const TWILIO_HOSTS: string[] = [...Object.values(API_HOSTS), MESSAGING_HOST];

export const apiHostOf = (region: Region): string => API_HOSTS[region];

export const isApiHost = (host: string): boolean => Object.values<string>(API_HOSTS).includes(host);

export const regionAt = (host: string): Region =>
  REGIONS.find((region) => API_HOSTS[region] === host) ?? 'us1';
