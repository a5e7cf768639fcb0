import ForgeReconciler from '@forge/react';
import { StrictMode } from 'react';
import { AdminPage } from './view';

ForgeReconciler.render(
  <StrictMode>
    <AdminPage />
  </StrictMode>,
);
