import { useProductContext, useTranslation } from '@forge/react';
import { useMemo } from 'react';
import { createWords, type Words } from './words';

/** What the page says to whoever looks at it. */
export function useWords(): Words {
  const { t } = useTranslation();
  const locale = useProductContext()?.locale ?? 'en-US';
  return useMemo(() => createWords(t, locale), [t, locale]);
}
