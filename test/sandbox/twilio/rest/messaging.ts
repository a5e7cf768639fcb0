import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { AccountSettings, MessagingService } from '../account';
import { MESSAGING_HOST } from '../regions';
import type { Exchange } from '../session';
import { answerError, makeNotFound, RestError } from './errors';

const ROOT = `https://${MESSAGING_HOST}/v1`;
const DEFAULT_SIZE = 50;
const LARGEST_SIZE = 1000;

/** `https://messaging.twilio.com/v1/…`, as far as it says what US carriers know of the account's numbers. */
export function createMessagingApi(exchange: Exchange): Hono {
  const { account } = exchange;
  const { accountSid } = account.credentials;
  const app = new Hono();
  const find = (context: Context): MessagingService => {
    const service = account.settings().messagingServices.find(({ sid }) => sid === context.req.param('sid'));
    if (service === undefined) throw makeNotFound(context.req.path);
    return service;
  };
  app.get('/v1/Services', (context) =>
    answerPage(context, 'services', account.settings().messagingServices, (service) =>
      showService(accountSid, service),
    ),
  );
  app.get('/v1/Services/:sid/PhoneNumbers', (context) => {
    const service = find(context);
    const numbers = service.numbers.flatMap((number) => account.findNumber(number) ?? []);
    return answerPage(context, 'phone_numbers', numbers, ({ sid, phoneNumber }) => ({
      sid,
      account_sid: accountSid,
      service_sid: service.sid,
      ...DATES,
      phone_number: phoneNumber,
      country_code: 'US',
      capabilities: ['SMS', 'Voice'],
      url: `${ROOT}/Services/${service.sid}/PhoneNumbers/${sid}`,
    }));
  });
  app.get('/v1/Services/:sid/Compliance/Usa2p', (context) => {
    const service = find(context);
    const campaigns = service.campaignStatus === null ? [] : [service];
    return answerPage(context, 'compliance', campaigns, () => showCampaign(accountSid, service));
  });
  app.get('/v1/Tollfree/Verifications', (context) => {
    const wanted = context.req.query('TollfreePhoneNumberSid');
    const found = account.settings().tollfreeVerifications.flatMap((one) => {
      const number = account.findNumber(one.number);
      const isWanted = number !== undefined && (wanted === undefined || wanted === number.sid);
      return isWanted ? [{ ...one, numberSid: number.sid }] : [];
    });
    return answerPage(context, 'verifications', found, (one) => showVerification(accountSid, one));
  });
  app.notFound((context) => answerError(context, makeNotFound(context.req.path)));
  app.onError((error, context) => {
    if (error instanceof RestError) return answerError(context, error);
    throw error;
  });
  return app;
}

const DATES = { date_created: '2026-01-05T09:00:00Z', date_updated: '2026-01-05T09:00:00Z' };

/** Ids that stay as they are from one answer to the next. */
const sidOf = (prefix: string, text: string): string => prefix + createHash('md5').update(text).digest('hex');

/** The newer APIs' envelope: https://www.twilio.com/docs/usage/twilios-response#pagination */
function answerPage<T>(
  context: Context,
  key: string,
  items: readonly T[],
  render: (item: T) => object,
): Response {
  const url = new URL(context.req.url);
  const size = Math.min(Number(url.searchParams.get('PageSize') ?? DEFAULT_SIZE), LARGEST_SIZE);
  const page = Number(url.searchParams.get('Page') ?? 0);
  const link = (number: number): string =>
    `https://${MESSAGING_HOST}${url.pathname}?PageSize=${size}&Page=${number}`;
  return context.json({
    [key]: items.slice(page * size, (page + 1) * size).map(render),
    meta: {
      page,
      page_size: size,
      first_page_url: link(0),
      previous_page_url: page > 0 ? link(page - 1) : null,
      url: link(page),
      next_page_url: (page + 1) * size < items.length ? `${link(page + 1)}&PageToken=PT${page + 1}` : null,
      key,
    },
  });
}

const showService = (accountSid: string, service: MessagingService): object => ({
  sid: service.sid,
  account_sid: accountSid,
  friendly_name: service.friendlyName,
  ...DATES,
  inbound_request_url: service.inboundRequestUrl,
  inbound_method: 'POST',
  fallback_url: null,
  fallback_method: 'POST',
  status_callback: null,
  sticky_sender: true,
  mms_converter: true,
  smart_encoding: true,
  scan_message_content: 'inherit',
  fallback_to_long_code: false,
  area_code_geomatch: false,
  synchronous_validation: false,
  validity_period: 36000,
  url: `${ROOT}/Services/${service.sid}`,
  links: {
    phone_numbers: `${ROOT}/Services/${service.sid}/PhoneNumbers`,
    us_app_to_person: `${ROOT}/Services/${service.sid}/Compliance/Usa2p`,
  },
  usecase: 'undeclared',
  us_app_to_person_registered: service.campaignStatus === 'VERIFIED',
  use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
});

const showCampaign = (accountSid: string, service: MessagingService): object => ({
  sid: sidOf('QE', service.sid),
  account_sid: accountSid,
  brand_registration_sid: sidOf('BN', service.sid),
  messaging_service_sid: service.sid,
  description: 'Confirmations of support requests',
  message_samples: ['Your request is SUP-1.', 'Your request is done.'],
  us_app_to_person_usecase: 'CUSTOMER_CARE',
  has_embedded_links: false,
  has_embedded_phone: false,
  subscriber_opt_in: true,
  age_gated: false,
  direct_lending: false,
  campaign_status: service.campaignStatus,
  campaign_id: 'C000001',
  is_externally_registered: false,
  rate_limits: null,
  message_flow: 'Callers agree on the phone.',
  opt_in_message: null,
  opt_out_message: null,
  help_message: null,
  opt_in_keywords: ['START'],
  opt_out_keywords: ['STOP'],
  help_keywords: ['HELP'],
  ...DATES,
  url: `${ROOT}/Services/${service.sid}/Compliance/Usa2p/${sidOf('QE', service.sid)}`,
  mock: false,
  errors: [],
});

type Verification = AccountSettings['tollfreeVerifications'][number] & { numberSid: string };

/** What a business has told of itself; nobody here has told anything. */
const UNTOLD = [
  'customer_profile_sid',
  'trust_product_sid',
  'regulated_item_sid',
  'business_name',
  'business_street_address',
  'business_street_address2',
  'business_city',
  'business_state_province_region',
  'business_postal_code',
  'business_country',
  'business_website',
  'business_contact_first_name',
  'business_contact_last_name',
  'business_contact_email',
  'business_contact_phone',
  'notification_email',
  'use_case_summary',
  'production_message_sample',
  'message_volume',
  'additional_information',
  'rejection_reason',
  'error_code',
  'edit_expiration',
  'edit_allowed',
  'business_registration_number',
  'business_registration_country',
  'business_registration_phone_number',
  'doing_business_as',
  'opt_in_confirmation_message',
  'help_message_sample',
  'privacy_policy_url',
  'terms_and_conditions_url',
  'age_gated_content',
  'external_reference_id',
  'vetting_id',
  'vetting_id_expiration',
];

const showVerification = (accountSid: string, { number, numberSid, status }: Verification): object => ({
  ...Object.fromEntries(UNTOLD.map((name) => [name, null])),
  sid: sidOf('HH', number),
  account_sid: accountSid,
  ...DATES,
  use_case_categories: ['CUSTOMER_CARE'],
  opt_in_image_urls: [],
  opt_in_type: 'VERBAL',
  business_type: 'PRIVATE_PROFIT',
  business_registration_authority: 'EIN',
  vetting_provider: 'CAMPAIGN_VERIFY',
  opt_in_keywords: [],
  rejection_reasons: [],
  resource_links: null,
  tollfree_phone_number_sid: numberSid,
  tollfree_phone_number: number,
  status,
  url: `${ROOT}/Tollfree/Verifications/${sidOf('HH', number)}`,
});
