import { makeResolver } from '@forge/resolver';
import { z } from 'zod';
import { composeAdmin } from '../compose';
import { openDesk, providers } from '../compose-admin';
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
import { ConnectNumber, DisconnectNumber } from '../contract/admin-accounts';
import { GetCall, ListCalls } from '../contract/admin-calls';
import { SaveOpenAi, SaveRotation, SaveTwilio } from '../contract/admin-credentials';
import { TryLine } from '../contract/admin-trial';
import { GetUsage } from '../contract/admin-usage';
import { SavePrices, SaveRetention } from '../contract/prices';
import { removeLine, saveBlocked, saveLine } from '../settings/administer';
import type { Administration } from '../settings/administration';
import { type Asking, admit } from '../settings/admit';
import { checkAccounts } from '../settings/check-accounts';
import { connectNumber, disconnectNumber } from '../settings/connect-number';
import { disconnect } from '../settings/disconnect';
import { explain } from '../settings/explain';
import { listAudit } from '../settings/list-audit';
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

type Act<P, T> = (payload: P, admin: Administration) => Promise<Answer<T>>;

const admitting =
  (needsLicence: boolean) =>
  <P, T>(schema: z.ZodType<P>, act: Act<P, T>) =>
  async (asking: Asking): Promise<Answer<T>> => {
    const admitted = await admit(asking, schema, composeAdmin(), needsLicence);
    return admitted.ok ? act(admitted.value.payload, admitted.value.admin) : admitted;
  };

/** Also without a licence: whatever reads, and whatever stops the app. */
const guarded = admitting(false);
const changing = admitting(true);

const Nothing = z.unknown();

export const handle = makeResolver<AdminApi>({
  getSetup: guarded(Nothing, (_, admin) => readSetup(admin)),
  listServiceDesks: guarded(Nothing, async () => {
    const desks = await composeAdmin().listRequestTypes();
    return desks.ok ? desks : explain(desks.failure);
  }),
  saveTwilio: changing(SaveTwilio, (payload, admin) => saveTwilio(payload, admin, providers)),
  saveOpenAi: changing(SaveOpenAi, (payload, admin) => saveOpenAi(payload, admin, providers)),
  saveRotation: changing(SaveRotation, saveRotation),
  saveLine: changing(SaveLine, saveLine),
  removeLine: changing(RemoveLine, removeLine),
  saveBlocked: changing(SaveBlocked, saveBlocked),
  previewText: guarded(PreviewText, previewText),
  connectNumber: changing(ConnectNumber, (payload, admin) =>
    connectNumber(payload, admin, openDesk, providers),
  ),
  disconnectNumber: guarded(DisconnectNumber, (payload, admin) =>
    disconnectNumber(payload, admin, openDesk, providers),
  ),
  disconnect: guarded(Nothing, (_, admin) => disconnect(admin, openDesk)),
  checkAccounts: guarded(Nothing, (_, admin) => checkAccounts(admin, openDesk, providers)),
  retryParkedCalls: guarded(Nothing, (_, admin) => retryParkedCalls(admin)),
  retryCall: guarded(RetryCall, retryCall),
  pauseIntake: guarded(Nothing, (_, admin) => pauseIntake(admin)),
  resumeIntake: changing(Nothing, (_, admin) => resumeIntake(admin)),
  listRequestFields: guarded(ListRequestFields, listRequestFields),
  previewPrompts: guarded(PreviewPrompts, async (payload) => previewPrompts(payload)),
  tryLine: changing(TryLine, (payload, admin) => tryLine(payload, admin, composeTrial())),
  listCalls: guarded(ListCalls, listCalls),
  getCall: guarded(GetCall, getCall),
  getUsage: guarded(GetUsage, getUsage),
  savePrices: changing(SavePrices, savePrices),
  saveRetention: changing(SaveRetention, saveRetention),
  listAudit: guarded(ListAudit, listAudit),
});
