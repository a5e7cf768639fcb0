import { loadIntake } from './compose';
import { createMeter } from './intake/usage';
import { pause } from './services/clock';
import { ledger } from './services/ledger-store';
import { trialClaims } from './services/trial-store';
import type { TrialTools } from './settings/trial-run';

/** The composition root's part for trials from the admin page. */
export const composeTrial = (): TrialTools => ({
  async load() {
    const meter = createMeter();
    const intake = await loadIntake(undefined, meter);
    return intake.ok ? { ok: true, value: { intake: intake.value, meter } } : intake;
  },
  claims: trialClaims,
  ledger,
  pause,
});
