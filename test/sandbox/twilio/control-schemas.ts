import { z } from 'zod';
import { REGIONS } from './regions';

/** What the control API takes. */
export const words = z.strictObject({
  text: z.string().min(1),
  language: z.string().default('en-US'),
  seconds: z.number().positive().max(3600).optional(),
});
export const digits = z.string().regex(/^[\d*#]+$/);
export const step = z.discriminatedUnion('do', [
  words.extend({ do: z.literal('speak') }),
  z.strictObject({ do: z.literal('press'), digits }),
  z.strictObject({ do: z.literal('stay-silent') }),
  z.strictObject({ do: z.literal('hang-up') }),
]);
export const newCall = z.strictObject({
  from: z.string().min(1),
  to: z.string().min(1),
  pace: z.number().min(0).max(10).optional(),
  idle: z.enum(['wait', 'silent']).optional(),
  script: z.array(step).optional(),
});
export const newText = z.strictObject({ from: z.string().min(1), to: z.string().min(1), body: z.string() });
const address = z.union([z.literal(''), z.url({ protocol: /^https?$/ })]);
const method = z.enum(['GET', 'POST']);
const sid = z.string().nullable();
export const numberChange = z
  .strictObject({
    friendlyName: z.string(),
    voiceUrl: address,
    voiceMethod: method,
    voiceFallbackUrl: address,
    voiceFallbackMethod: method,
    voiceApplicationSid: sid,
    trunkSid: sid,
    statusCallback: address,
    statusCallbackMethod: method,
    smsUrl: address,
    smsMethod: method,
    smsFallbackUrl: address,
    smsFallbackMethod: method,
    smsApplicationSid: sid,
    smsCapable: z.boolean(),
  })
  .partial();
const messagingService = z.strictObject({
  sid: z.string().regex(/^MG[0-9a-f]{32}$/),
  friendlyName: z.string().default('Messaging service'),
  numbers: z.array(z.string()),
  inboundRequestUrl: z.string().nullable().default(null),
  useInboundWebhookOnNumber: z.boolean().default(false),
  campaignStatus: z.string().nullable().default(null),
});
export const settingsChange = z
  .strictObject({
    status: z.enum(['active', 'suspended', 'closed']),
    type: z.enum(['Full', 'Trial']),
    region: z.enum(REGIONS),
    messagingServices: z.array(messagingService),
    tollfreeVerifications: z.array(
      z.strictObject({
        number: z.string(),
        status: z.enum(['PENDING_REVIEW', 'IN_REVIEW', 'TWILIO_APPROVED', 'TWILIO_REJECTED']),
      }),
    ),
    mediaAuth: z.boolean(),
    unregisteredNumbers: z.array(z.string()),
    landlines: z.array(z.string()),
    invalidMobiles: z.array(z.string()),
    ownOptOut: z.boolean(),
    advancedOptOut: z.boolean(),
  })
  .partial();
export const phoneNumber = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +14155552671');
export const callee = z.strictObject({
  outcome: z.enum(['answered', 'busy', 'no-answer', 'failed', 'hangs-up']),
  seconds: z.number().min(0).max(14_400).optional(),
  presses: digits.optional(),
});
