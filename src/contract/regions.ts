import { z } from 'zod';

/** Where Twilio keeps an account's calls: https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions */
export const TwilioRegion = z.enum(['us1', 'ie1', 'au1']);
export type TwilioRegion = z.infer<typeof TwilioRegion>;

/** The host of each; with a region and without its edge the official client makes hosts that are no more. */
export const TWILIO_HOSTS: Record<TwilioRegion, string> = {
  us1: 'https://api.twilio.com',
  ie1: 'https://api.dublin.ie1.twilio.com',
  au1: 'https://api.sydney.au1.twilio.com',
};

/** Where OpenAI handles a project's data; the project's key is of that region. */
export const OpenAiRegion = z.enum(['global', 'us', 'eu', 'au', 'in', 'jp', 'ae']);
export type OpenAiRegion = z.infer<typeof OpenAiRegion>;

export const OPENAI_HOSTS: Record<OpenAiRegion, string> = {
  global: 'https://api.openai.com',
  us: 'https://us.api.openai.com',
  eu: 'https://eu.api.openai.com',
  au: 'https://au.api.openai.com',
  in: 'https://in.api.openai.com',
  jp: 'https://jp.api.openai.com',
  ae: 'https://ae.api.openai.com',
};
