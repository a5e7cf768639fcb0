import { makeResolver } from '@forge/resolver';
import { z } from 'zod';
import { composeAdmin } from '../compose';
import { composeNumbers, composeProviders } from '../compose-admin';
import { composeTrial } from '../compose-trial';
import {
  type AdminApi,
  type Answer,
  ListAudit,
  ListRequestFields,
  PreviewPrompts,
  PreviewText,
  RemoveLine,
  RetryCall,
  SaveBlocked,
  SaveLine,
} from '../contract/admin';
import { ConnectNumber } from '../contract/admin-accounts';
import { GetCall, ListCalls } from '../contract/admin-calls';
import { SaveOpenAi, SaveRotation, SaveTwilio } from '../contract/admin-credentials';
import { TryLine } from '../contract/admin-trial';
import { GetUsage } from '../contract/admin-usage';
import { SavePrices, SaveRetention } from '../contract/prices';
import { removeLine, saveBlocked, saveLine } from '../settings/administer';
import type { Administration } from '../settings/administration';
import { type Asking, admit } from '../settings/admit';
import { connectNumber } from '../settings/connect-number';
import { explain } from '../settings/explain';
import { listAudit, listHeldCalls } from '../settings/held-calls';
import { getCall, listCalls } from '../settings/list-calls';
import { listRequestFields } from '../settings/list-fields';
import { pauseIntake, resumeIntake } from '../settings/pause';
import { previewPrompts } from '../settings/preview-prompts';
import { previewText } from '../settings/preview-text';
import { readSetup } from '../settings/read-setup';
import { retryCall, retryParkedCalls } from '../settings/retry-calls';
import { saveRotation } from '../settings/save-credentials';
import { saveOpenAi } from '../settings/save-openai';
import { savePrices, saveRetention } from '../settings/save-prices';
import { saveTwilio } from '../settings/save-twilio';
import { tryLine } from '../settings/try-line';
import { getUsage } from '../settings/usage';

const guarded =
  <P, T>(schema: z.ZodType<P>, act: (payload: P, admin: Administration) => Promise<Answer<T>>) =>
  async (asking: Asking): Promise<Answer<T>> => {
    const admitted = await admit(asking, schema, composeAdmin());
    return admitted.ok ? act(admitted.value.payload, admitted.value.admin) : admitted;
  };

const Nothing = z.unknown();

export const handle = makeResolver<AdminApi>({
  getSetup: guarded(Nothing, (_, admin) => readSetup(admin)),
  listServiceDesks: guarded(Nothing, async () => {
    const desks = await composeAdmin().listRequestTypes();
    return desks.ok ? desks : explain(desks.failure);
  }),
  saveTwilio: guarded(SaveTwilio, (payload, admin) => saveTwilio(payload, admin, composeProviders())),
  saveOpenAi: guarded(SaveOpenAi, (payload, admin) => saveOpenAi(payload, admin, composeProviders())),
  saveRotation: guarded(SaveRotation, saveRotation),
  saveLine: guarded(SaveLine, saveLine),
  removeLine: guarded(RemoveLine, removeLine),
  saveBlocked: guarded(SaveBlocked, saveBlocked),
  previewText: guarded(PreviewText, previewText),
  connectNumber: guarded(ConnectNumber, (payload, admin) => connectNumber(payload, admin, composeNumbers())),
  retryParkedCalls: guarded(Nothing, (_, admin) => retryParkedCalls(admin)),
  retryCall: guarded(RetryCall, retryCall),
  pauseIntake: guarded(Nothing, (_, admin) => pauseIntake(admin)),
  resumeIntake: guarded(Nothing, (_, admin) => resumeIntake(admin)),
  listHeldCalls: guarded(Nothing, (_, admin) => listHeldCalls(admin)),
  listRequestFields: guarded(ListRequestFields, listRequestFields),
  previewPrompts: guarded(PreviewPrompts, async (payload) => previewPrompts(payload)),
  tryLine: guarded(TryLine, (payload, admin) => tryLine(payload, admin, composeTrial())),
  listCalls: guarded(ListCalls, listCalls),
  getCall: guarded(GetCall, getCall),
  getUsage: guarded(GetUsage, getUsage),
  savePrices: guarded(SavePrices, savePrices),
  saveRetention: guarded(SaveRetention, saveRetention),
  listAudit: guarded(ListAudit, listAudit),
});
