import { makeResolver } from '@forge/resolver';
import { z } from 'zod';
import { composeAdmin, composeNumbers } from '../compose';
import {
  type AdminApi,
  type Answer,
  ConnectNumber,
  ListAudit,
  PreviewText,
  RemoveLine,
  RetryCall,
  SaveBlocked,
  SaveLine,
  SaveOpenAi,
  SaveTwilio,
} from '../contract/admin';
import {
  type Administration,
  readSetup,
  removeLine,
  saveBlocked,
  saveLine,
  saveOpenAi,
  saveTwilio,
} from '../settings/administer';
import { type Asking, admit } from '../settings/admit';
import { connectNumber } from '../settings/connect-number';
import { explain } from '../settings/explain';
import { listAudit, listHeldCalls } from '../settings/held-calls';
import { pauseIntake, resumeIntake } from '../settings/pause';
import { previewText } from '../settings/preview-text';
import { retryCall, retryParkedCalls } from '../settings/retry-calls';

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
  saveTwilio: guarded(SaveTwilio, saveTwilio),
  saveOpenAi: guarded(SaveOpenAi, saveOpenAi),
  saveLine: guarded(SaveLine, saveLine),
  removeLine: guarded(RemoveLine, removeLine),
  saveBlocked: guarded(SaveBlocked, saveBlocked),
  previewText: guarded(PreviewText, async (payload) => previewText(payload)),
  connectNumber: guarded(ConnectNumber, (payload, admin) => connectNumber(payload, admin, composeNumbers())),
  retryParkedCalls: guarded(Nothing, (_, admin) => retryParkedCalls(admin)),
  retryCall: guarded(RetryCall, retryCall),
  pauseIntake: guarded(Nothing, (_, admin) => pauseIntake(admin)),
  resumeIntake: guarded(Nothing, (_, admin) => resumeIntake(admin)),
  listHeldCalls: guarded(Nothing, (_, admin) => listHeldCalls(admin)),
  listAudit: guarded(ListAudit, listAudit),
});
