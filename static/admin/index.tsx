import ForgeReconciler, { I18nProvider } from '@forge/react';
import { StrictMode } from 'react';
import { AdminPage } from './view';

ForgeReconciler.render(
  <StrictMode>
    <I18nProvider>
      <AdminPage />
    </I18nProvider>
  </StrictMode>,
);
